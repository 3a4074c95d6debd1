#include "cli/train_method.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/features/course_format.h"
#include "mrec/features/feature_store.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;
using genre::Architecture;
using genre::TrackInput;

/// 26 numbers a track bear a smaller penalty than the 200 of an embedding (docs/evaluation.md).
constexpr double kStatisticsL2 = 3;

bool has_embeddings(const fs::path& file) {
  return !features::is_course_file(file) && features::FeatureReader(file).header().embedding.has_value();
}

/// What is learnt from when only the network is named, or not even that.
TrackInput default_input(std::optional<Architecture> architecture, std::span<const fs::path> files) {
  if (architecture == Architecture::kCnn3) return TrackInput::kChunks;
  if (std::ranges::all_of(files, has_embeddings)) return TrackInput::kEmbedding;
  if (!architecture) return TrackInput::kChunks;
  throw Error(ErrorKind::kUsage, "--arch softmax", "learns from embeddings, and the features have none",
              "run mrec extract again with a network's weights, or give --input statistics");
}

Architecture architecture_for(TrackInput input) {
  return is_vector(input) ? Architecture::kSoftmax : Architecture::kCnn3;
}

void require_fit(TrackInput input, Architecture architecture) {
  if (architecture == architecture_for(input)) return;
  throw Error(ErrorKind::kUsage, std::string("--arch ") + name_of(architecture),
              std::string("cannot learn from --input ") + name_of(input),
              std::string("use --arch ") + name_of(architecture_for(input)) + " or another input");
}

void refuse(bool given, const char* option, Architecture architecture) {
  if (!given) return;
  throw Error(ErrorKind::kUsage, option, std::string("has no effect on --arch ") + name_of(architecture),
              architecture == Architecture::kCnn3 ? "leave it out or give --arch softmax"
                                                  : "leave it out or give --arch cnn3");
}

void refuse_options_without_effect(const MethodFlags& flags, Architecture architecture) {
  if (architecture == Architecture::kCnn3) return refuse(flags.l2.has_value(), "--l2", architecture);
  const std::pair<const char*, bool> given[] = {
      {"--preset", flags.preset.has_value()},   {"--epochs", flags.epochs.has_value()},
      {"--batch", flags.batch.has_value()},     {"--learning-rate", flags.learning_rate.has_value()},
      {"--dropout", flags.dropout.has_value()}, {"--patience", flags.patience.has_value()}};
  for (const auto& [option, is_given] : given) refuse(is_given, option, architecture);
}

genre::TrainOptions cnn_options(const MethodFlags& flags, const std::string& preset) {
  genre::TrainOptions options = genre::train_preset(preset);
  options.epochs = flags.epochs.value_or(options.epochs);
  options.batch = flags.batch.value_or(options.batch);
  options.patience = flags.patience.value_or(options.patience);
  options.learning_rate = flags.learning_rate.value_or(options.learning_rate);
  options.cnn3.dropout = flags.dropout.value_or(options.cnn3.dropout);
  options.validate();
  return options;
}

std::string number(double value) {
  return nlohmann::json(value).dump();
}

}  // namespace

void MethodFlags::add_to(CLI::App& command) {
  command
      .add_option("--input", input,
                  "what is learnt from: chunks; embedding, one vector a track by a pre-trained network; "
                  "statistics, mean and deviation of the chunks' coefficients "
                  "[embedding when the features have them, else chunks]")
      ->check(CLI::IsMember({"chunks", "embedding", "statistics"}));
  command
      .add_option("--arch", architecture,
                  "cnn3: a convolutional network, for chunks; softmax: softmax regression, for vectors")
      ->check(CLI::IsMember({"cnn3", "softmax"}));
  command.add_option("--l2", l2, "softmax: penalty on the weights [100; of statistics 3]");
  command
      .add_option("--preset", preset,
                  "cnn3: default; course: not standardised, Adam 1e-4; paper: the same, pooling 3x3")
      ->check(CLI::IsMember({"default", "course", "paper"}));
  command.add_option("--epochs", epochs, "cnn3: passes over the training part [30]");
  command.add_option("--batch", batch, "cnn3: chunks a step [32]");
  command.add_option("--learning-rate", learning_rate, "cnn3: step size of Adam [0.001]");
  command.add_option("--dropout", dropout, "cnn3: share of the 64 units dropped in training [0.3]");
  command.add_option(
      "--patience", patience,
      "cnn3: epochs without a better validation loss until it stops and the best weights are kept; "
      "0: the last are [10]");
}

Method choose_method(const MethodFlags& flags, std::span<const fs::path> files) {
  std::optional<Architecture> architecture;
  if (flags.architecture) architecture = genre::architecture(*flags.architecture);
  Method method;
  method.input = flags.input ? genre::track_input(*flags.input) : default_input(architecture, files);
  method.architecture = architecture.value_or(architecture_for(method.input));
  require_fit(method.input, method.architecture);
  refuse_options_without_effect(flags, method.architecture);
  method.preset = flags.preset.value_or(method.preset);
  method.cnn = cnn_options(flags, method.preset);
  if (method.input == TrackInput::kStatistics) method.softmax.l2 = kStatisticsL2;
  method.softmax.l2 = flags.l2.value_or(method.softmax.l2);
  method.softmax.validate();
  return method;
}

std::string command_options(const Method& method) {
  const std::string head =
      std::string(" --input ") + name_of(method.input) + " --arch " + name_of(method.architecture);
  if (method.architecture == Architecture::kSoftmax) return head + " --l2 " + number(method.softmax.l2);
  return head + " --preset " + method.preset + " --epochs " + std::to_string(method.cnn.epochs) +
         " --batch " + std::to_string(method.cnn.batch) + " --learning-rate " +
         number(method.cnn.learning_rate) + " --dropout " + number(method.cnn.cnn3.dropout) + " --patience " +
         std::to_string(method.cnn.patience);
}

}  // namespace mrec::cli
