#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/console_progress.h"
#include "cli/home.h"
#include "cli/left_out.h"
#include "cli/shared_flags.h"
#include "cli/standard_output.h"
#include "cli/train_plan.h"
#include "cli/train_report.h"
#include "mrec/core/utf8.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/trainer.h"
#include "mrec/genre/trial.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

struct TrainFlags {
  std::vector<std::string> inputs;
  std::string output;
  std::string preset = "default";
  SplitFlags split;
  std::optional<int> epochs;
  std::optional<int> batch;
  std::optional<int> patience;
  std::optional<double> learning_rate;
  std::optional<double> dropout;
  std::uint64_t seed = 1;
  int threads = 0;
  bool json = false;
  bool quiet = false;
};

genre::TrainOptions train_options(const TrainFlags& flags) {
  genre::TrainOptions options = genre::train_preset(flags.preset);
  options.seed = flags.seed;
  options.epochs = flags.epochs.value_or(options.epochs);
  options.batch = flags.batch.value_or(options.batch);
  options.patience = flags.patience.value_or(options.patience);
  options.learning_rate = flags.learning_rate.value_or(options.learning_rate);
  options.cnn3.dropout = flags.dropout.value_or(options.cnn3.dropout);
  options.validate();
  return options;
}

/// Prints the learning curves of several trainings; quiet: nothing.
class Curve {
 public:
  Curve(bool quiet, std::size_t trainings) : quiet_(quiet), waiting_(trainings) {}

  void start(const std::string& title) {
    --waiting_;
    if (!quiet_) std::fprintf(stderr, "%s\n", title.c_str());
  }
  void operator()(const genre::EpochReport& report) {
    ++epochs_done_;
    const double per_epoch = watch_.seconds() / epochs_done_;
    const double epochs_left = report.epochs - report.epoch + static_cast<double>(waiting_) * report.epochs;
    if (!quiet_) std::fprintf(stderr, "%s\n", epoch_text(report, per_epoch * epochs_left).c_str());
  }

 private:
  bool quiet_;
  std::size_t waiting_;
  double epochs_done_ = 0;
  Stopwatch watch_;
};

/// The command that makes the same model again: what has no influence on it (threads, output) is left out,
/// and of paths only the names, because a model may be passed on.
std::string canonical_command(const TrainFlags& flags, const genre::TrainOptions& options) {
  std::string command = "mrec train";
  for (const auto& input : flags.inputs) command += " " + to_utf8(fs::path(input).filename().string());
  const auto add = [&](const char* name, const std::string& value) {
    command += std::string(" ") + name + " " + value;
  };
  const auto number = [](double value) { return nlohmann::json(value).dump(); };
  add("--preset", flags.preset);
  if (flags.split.unit) add("--split", *flags.split.unit);
  if (!flags.split.folds.empty()) add("--folds", to_utf8(fs::path(flags.split.folds).filename().string()));
  if (flags.split.test) add("--test", number(*flags.split.test));
  if (flags.split.validation) add("--validation", number(*flags.split.validation));
  add("--epochs", std::to_string(options.epochs));
  add("--batch", std::to_string(options.batch));
  add("--learning-rate", number(options.learning_rate));
  add("--dropout", number(options.cnn3.dropout));
  add("--patience", std::to_string(options.patience));
  add("--seed", std::to_string(options.seed));
  return command;
}

struct Outcome {
  genre::Classifier classifier;
  genre::Trial trial;
};

/// Trains and tests on every split. Of one split the tested model is kept; after cross-validation a model
/// that learnt from everything.
Outcome train_and_test(const Plan& plan, const genre::Dataset& dataset, const genre::TrainOptions& options,
                       const TrainFlags& flags) {
  const Workers workers(flags.threads);
  const std::size_t folds = plan.partitions.size();
  Curve curve(flags.quiet, folds + (plan.cross_validation ? 1 : 0));
  const genre::EpochListener listener = [&](const genre::EpochReport& report) { curve(report); };
  genre::TestedChunks tested;
  std::optional<genre::Classifier> classifier;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    curve.start("split " + std::to_string(fold + 1) + " of " + std::to_string(folds));
    genre::TrainOptions of_fold = options;
    of_fold.run = plan.cross_validation ? fold + 1 : 0;
    classifier.emplace(genre::train_classifier(dataset, plan.partitions[fold], of_fold, workers, listener));
    tested.append(genre::test_chunks(*classifier, dataset, plan.partitions[fold].test, workers));
  }
  if (plan.cross_validation) {
    curve.start("the model to keep, from all tracks");
    classifier.emplace(genre::train_classifier(dataset, everything(plan), options, workers, listener));
  }
  return {std::move(*classifier), genre::judge(dataset, tested)};
}

void warn_of_gaps(const genre::Dataset& dataset, const Plan& plan, const TrainFlags& flags) {
  if (flags.quiet) return;
  for (const std::string& warning : dataset.warnings) std::fprintf(stderr, "%s\n", warning.c_str());
  warn_of(
      {.unlabelled = dataset.unlabelled, .without_input = dataset.without_input, .failed = dataset.failed});
  if (plan.by_blocks) {
    std::fprintf(stderr,
                 "%s: a course file, which knows no tracks: split by contiguous blocks of 10 chunks\n",
                 flags.inputs.front().c_str());
  }
  if (unit_name(flags.split) == "chunk") {
    std::fprintf(
        stderr,
        "--split chunk leaks: chunks of one track are learnt from and tested, so the figures say little "
        "of new music: use --split track\n");
  }
}

void run_train(const TrainFlags& flags) {
  const Stopwatch watch;
  const genre::TrainOptions options = train_options(flags);
  const fs::path output = model_output(flags.output, default_model);
  std::vector<fs::path> inputs(flags.inputs.begin(), flags.inputs.end());
  if (inputs.empty()) inputs.push_back(find_library({}));
  const genre::Dataset dataset = genre::load_dataset(inputs);
  const Plan plan = make_plan(flags.split, dataset, flags.seed);
  warn_of_gaps(dataset, plan, flags);
  Outcome outcome = train_and_test(plan, dataset, options, flags);
  const TrainReport report = make_report(dataset, outcome.trial, plan.protocol, flags.seed);
  auto& provenance = outcome.classifier.provenance();
  provenance["mrec"] = MREC_VERSION;
  provenance["command"] = canonical_command(flags, options);
  provenance["seed"] = std::to_string(flags.seed);
  provenance["figures"] = figures_json(report);
  outcome.classifier.save(output);
  const char* unit = dataset.knows_tracks ? "track" : "block";
  print(flags.json ? report_json(report, watch.seconds(), output.string()) : report_text(report, unit));
  if (!flags.json) print("\nmodel: " + output.string() + " (" + duration_text(watch.seconds()) + ")\n");
}

}  // namespace

void register_train(CLI::App& app) {
  auto flags = std::make_shared<TrainFlags>();
  CLI::App* command =
      app.add_subcommand("train", "Train a genre classifier on labelled features and test it");
  command
      ->add_option("FEATURES", flags->inputs,
                   "files of mrec extract, or one course file [$MREC_HOME/library.jsonl]")
      ->check(not_empty());
  add_named(*command, "-o,--output", flags->output, "model to write [$MREC_HOME/genre.safetensors]");
  command
      ->add_option("--preset", flags->preset,
                   "default; course: not standardised, Adam 1e-4; paper: the same, pooling 3x3")
      ->check(CLI::IsMember({"default", "course", "paper"}))
      ->capture_default_str();
  command
      ->add_option("--split", flags->split.unit,
                   "what stays on one side: track, artist or chunk (leaks) [track]")
      ->check(CLI::IsMember({"track", "artist", "chunk"}));
  command->add_option("--test", flags->split.test, "share of the tracks that is tested [0.2]");
  command->add_option("--validation", flags->split.validation,
                      "share that stops the training early [0.15; none with --folds]");
  add_named(*command, "--folds", flags->split.folds,
            "cross-validation with so many folds, or a TSV path<TAB>fold");
  command->add_option("--epochs", flags->epochs, "passes over the training part [30]");
  command->add_option("--batch", flags->batch, "chunks a step [32]");
  command->add_option("--learning-rate", flags->learning_rate, "step size of Adam [0.001]");
  command->add_option("--dropout", flags->dropout, "share of the 64 units dropped in training [0.3]");
  command->add_option("--patience", flags->patience,
                      "epochs without a better validation loss until it stops and the best weights are kept; "
                      "0: the last are [10]");
  command->add_option("--seed", flags->seed, "seed of split, weights, order and dropout")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  add_jobs(*command, flags->threads);
  command->add_flag("--json", flags->json, "print the figures as one JSON object");
  command->add_flag("-q,--quiet", flags->quiet, "no learning curve, no warnings");
  command->footer("Example: mrec train library.jsonl --folds 5 --seed 1 -o genre.safetensors");
  command->callback([flags] { run_train(*flags); });
}

}  // namespace mrec::cli
