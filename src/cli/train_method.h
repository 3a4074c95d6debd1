#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "mrec/genre/softmax_trainer.h"
#include "mrec/genre/track_input.h"
#include "mrec/genre/trainer.h"

namespace mrec::cli {

/// What the command line says of what is learnt from and how; what was not given follows from the rest.
struct MethodFlags {
  std::optional<std::string> input;
  std::optional<std::string> architecture;
  std::optional<std::string> preset;
  std::optional<int> epochs;
  std::optional<int> batch;
  std::optional<int> patience;
  std::optional<double> learning_rate;
  std::optional<double> dropout;
  std::optional<double> l2;

  void add_to(CLI::App& command);
};

/// What is in force; of `cnn` and `softmax` the one of the architecture.
struct Method {
  genre::TrackInput input = genre::TrackInput::kChunks;
  genre::Architecture architecture = genre::Architecture::kCnn3;
  std::string preset = "default";
  genre::TrainOptions cnn = {};
  genre::SoftmaxOptions softmax = {};
};

/// Embeddings when every one of `files` has them and nothing speaks for something else, else chunks. Throws
/// Error{kUsage} for options that do not fit together or are out of range, and as the readers do.
Method choose_method(const MethodFlags& flags, std::span<const std::filesystem::path> files);

/// The method as options of `mrec train`, all of them named.
std::string command_options(const Method& method);

}  // namespace mrec::cli
