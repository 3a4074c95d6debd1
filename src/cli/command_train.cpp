#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/checkpoint_file.h"
#include "cli/commands.h"
#include "cli/console_progress.h"
#include "cli/home.h"
#include "cli/left_out.h"
#include "cli/plan_runner.h"
#include "cli/shared_flags.h"
#include "cli/standard_output.h"
#include "cli/train_calibration.h"
#include "cli/train_continuation.h"
#include "cli/train_learner.h"
#include "cli/train_method.h"
#include "cli/train_plan.h"
#include "cli/train_report.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/one_line.h"
#include "mrec/core/utf8.h"
#include "mrec/genre/checkpoint.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/learnt_from.h"
#include "mrec/genre/trial.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

struct TrainFlags {
  std::vector<std::string> inputs;
  std::string from;  ///< empty: first weights are drawn
  std::string output;
  MethodFlags method;
  SplitFlags split;
  std::string unknown_below;
  std::uint64_t seed = 1;
  int threads = 0;
  bool resume = false;
  bool restart = false;
  bool json = false;
  bool quiet = false;
};

/// The command that makes the same model again: what has no influence on it (threads, output) is left out,
/// and of paths only the names, because a model may be passed on.
std::string canonical_command(const TrainFlags& flags, const Method& method) {
  std::string command = "mrec train";
  for (const auto& input : flags.inputs) command += " " + to_utf8(fs::path(input).filename().string());
  const auto add = [&](const char* name, const std::string& value) {
    command += std::string(" ") + name + " " + value;
  };
  const auto number = [](double value) { return nlohmann::json(value).dump(); };
  if (!flags.from.empty()) add("--from", to_utf8(fs::path(flags.from).filename().string()));
  command += command_options(method);
  if (flags.split.unit) add("--split", *flags.split.unit);
  if (!flags.split.folds.empty()) add("--folds", to_utf8(fs::path(flags.split.folds).filename().string()));
  if (flags.split.test) add("--test", number(*flags.split.test));
  if (flags.split.validation) add("--validation", number(*flags.split.validation));
  if (!flags.unknown_below.empty()) add("--unknown-below", flags.unknown_below);
  add("--seed", std::to_string(flags.seed));
  return command;
}

void warn(const TrainFlags& flags, const std::string& text) {
  if (!flags.quiet) std::fprintf(stderr, "%s\n", one_line(text).c_str());
}

void warn_of_gaps(const genre::Dataset& dataset, const Plan& plan, const TrainFlags& flags) {
  for (const std::string& warning : dataset.warnings) warn(flags, warning);
  if (!flags.quiet) warn_of(dataset.left_out);
  for (const std::string& copies : copies_in(dataset)) warn(flags, copies);
  if (plan.by_blocks) {
    warn(flags, flags.inputs.front() +
                    ": a course file, which knows no tracks: split by contiguous blocks of 10 chunks");
  }
  for (const std::string& warning : leakage_warnings(plan)) warn(flags, warning);
}

/// A few tracks of a library would give figures that say nothing of it, so that they are not learnt from
/// unasked.
void require_whole(const genre::Dataset& dataset, const TrainFlags& flags) {
  if (flags.method.input || dataset.left_out.without_input == 0) return;
  const std::size_t labelled = dataset.tracks.size() + dataset.left_out.without_input;
  throw Error(
      ErrorKind::kData, "train",
      std::to_string(dataset.left_out.without_input) + " of " + std::to_string(labelled) +
          " labelled tracks have no embedding yet",
      "run mrec extract on their folders again, which adds them, or say --input embedding to leave them "
      "out, or --input chunks");
}

std::vector<fs::path> feature_files(const TrainFlags& flags) {
  if (flags.inputs.empty()) return {find_library({})};
  return {flags.inputs.begin(), flags.inputs.end()};
}

std::optional<Origin> origin_of(const TrainFlags& flags) {
  return flags.from.empty() ? std::nullopt : std::optional(load_origin(flags.from));
}

/// A data set and how it is divided.
struct Job {
  genre::Dataset dataset;
  genre::Dataset chunks = {};      ///< of a plan by chunks
  const Origin* origin = nullptr;  ///< what the trainings go on from; null: nothing
  Plan plan = {};
  std::optional<Plan> honest = {};
  UnknownRule unknown = {};

  const genre::Dataset& divided() const { return plan.by_chunks ? chunks : dataset; }
  std::size_t trainings() const {
    return trainings_of(plan, Keep::kModelOfAll) + (honest ? trainings_of(*honest, Keep::kNothing) : 0);
  }
  std::vector<genre::Partition> partitions() const {
    std::vector<genre::Partition> all = plan.partitions;
    if (honest) all.insert(all.end(), honest->partitions.begin(), honest->partitions.end());
    return all;
  }
};

Job make_job(const TrainFlags& flags, std::span<const fs::path> files, const Method& method,
             const Origin* origin) {
  const UnknownRule unknown = unknown_rule(flags.unknown_below);
  Job job{.dataset = genre::load_dataset(files, method.inputs()), .origin = origin, .unknown = unknown};
  require_whole(job.dataset, flags);
  std::vector<std::string> warnings;
  if (origin != nullptr) warnings = fit_to(*origin, files.front(), job.dataset);
  require_fit(unknown, job.dataset);
  SplitFlags split = flags.split;
  split.by_epochs = method.learns_by_epochs();
  job.plan = make_plan(split, job.dataset, flags.seed, warnings);
  job.honest = honest_plan(job.plan, split, job.dataset, flags.seed);
  for (const std::string& warning : warnings) warn(flags, warning);
  warn_of_gaps(job.dataset, job.plan, flags);
  if (job.plan.by_chunks) job.chunks = genre::chunkwise(job.dataset);
  return job;
}

/// Where the trainings are kept while they go on; null for what learns in a moment and for outputs that are
/// no files.
std::unique_ptr<CheckpointFile> open_checkpoint(const TrainFlags& flags, const fs::path& output,
                                                const Method& method, const Job& job) {
  std::error_code error;
  const bool special = fs::exists(output, error) && !fs::is_regular_file(output, error);
  if (!method.learns_by_epochs() || special) {
    if (!flags.resume && !flags.restart) return nullptr;
    throw Error(ErrorKind::kUsage, flags.resume ? "--resume" : "--restart",
                special ? "has no effect on an output that is no file"
                        : "has no effect on --arch " + method.name + ", which learns in a moment",
                "leave it out");
  }
  genre::Checkpoint begun{.program = "mrec " MREC_VERSION,
                          .command = canonical_command(flags, method),
                          .data = data_fingerprint(job.dataset, job.partitions()),
                          .start = job.origin != nullptr ? job.origin->checksum : ""};
  Interruption interruption = Interruption::kUnasked;
  if (flags.resume) interruption = Interruption::kResume;
  if (flags.restart) interruption = Interruption::kRestart;
  return std::make_unique<CheckpointFile>(
      output, std::move(begun), CheckpointFile::Options{.interruption = interruption, .quiet = flags.quiet});
}

/// What came of a job.
struct Result {
  genre::Learnt learnt;
  TrainReport report;
  std::string interruption = {};  ///< what the model holds where the job was stopped; empty: it was not
};

/// By the plan that does not leak; where that was not come to, by none.
CalibrationFigures calibration_of(const Job& job, const Method& method, const Outcome& outcome,
                                  const Outcome* honest, std::uint64_t seed, const Workers& workers) {
  if (job.honest && honest == nullptr) {
    return {.note = "the training was stopped before there was anything to learn it from",
            .wished_accuracy = job.unknown.accuracy,
            .unknown_below = job.unknown.below};
  }
  const Plan& plan = honest != nullptr ? *job.honest : job.plan;
  return calibrate({plan, job.dataset, method, honest != nullptr ? *honest : outcome, job.unknown, seed},
                   workers);
}

TrainReport report_of(const Job& job, const Plan& plan, const genre::Dataset& dataset,
                      const genre::Trial& trial, const CalibrationFigures& calibration, std::uint64_t seed,
                      const Workers& workers) {
  TrainReport report = make_report(dataset, trial, plan, calibration, seed, workers);
  if (job.origin != nullptr) report.continuation = compare_with(*job.origin, dataset, trial, seed, workers);
  return report;
}

/// Of a model whose training was interrupted: "epoch 7 of 20".
std::string epoch_words(const genre::Notes& notes) {
  return "epoch " + std::to_string(notes.kept_epoch) + " of " + std::to_string(notes.history.back().epochs);
}

/// The figures of the plan without the leak; nothing where there is none, or it was stopped, which loses no
/// model that is done.
std::optional<Outcome> run_honest_plan(const Job& job, Learner& learner, std::string& interruption) {
  if (!job.honest || !interruption.empty()) return std::nullopt;
  try {
    return run_plan(*job.honest, job.dataset, learner, Keep::kNothing);
  } catch (const Interrupted&) {
    interruption = "the weights, which are done; the figures without the leak are not";
    return std::nullopt;
  }
}

Result run_job(const TrainFlags& flags, const Job& job, const Method& method, Learner& learner) {
  const Workers& workers = learner.workers();
  Outcome outcome = run_plan(job.plan, job.divided(), learner, Keep::kModelOfAll);
  std::string interruption;
  if (outcome.learnt->notes.interrupted)
    interruption = "the weights of " + epoch_words(outcome.learnt->notes);
  const std::optional<Outcome> honest = run_honest_plan(job, learner, interruption);
  const CalibrationFigures calibration =
      calibration_of(job, method, outcome, honest ? &*honest : nullptr, flags.seed, workers);
  const auto told = [&](const Plan& plan, const genre::Dataset& dataset, const genre::Trial& trial) {
    return report_of(job, plan, dataset, trial, calibration, flags.seed, workers);
  };
  TrainReport report = told(job.plan, job.divided(), outcome.trial);
  if (honest) report.honest = std::make_unique<TrainReport>(told(*job.honest, job.dataset, honest->trial));
  report.calibration = calibration;
  outcome.learnt->classifier.calibrate(
      {.temperature = calibration.temperature, .unknown_below = calibration.unknown_below});
  return {.learnt = *std::move(outcome.learnt),
          .report = std::move(report),
          .interruption = std::move(interruption)};
}

void keep_provenance(const TrainFlags& flags, const Method& method, const Job& job, Result& result) {
  auto& provenance = result.learnt.classifier.provenance();
  provenance["mrec"] = MREC_VERSION;
  provenance["command"] = canonical_command(flags, method);
  provenance["seed"] = std::to_string(flags.seed);
  provenance["figures"] = figures_json(result.report);
  const genre::Notes& notes = result.learnt.notes;
  if (!notes.history.empty()) provenance["history"] = history_json(notes);
  const genre::LearntFrom learnt_from(job.divided(), looked_at(job.plan));
  if (job.origin != nullptr) {
    keep_origin(*job.origin, notes, learnt_from, provenance);
  } else {
    learnt_from.keep_in(provenance);
  }
  if (!result.interruption.empty()) provenance["interrupted"] = "holds " + result.interruption;
}

void print_report(const TrainFlags& flags, const TrainReport& report, double seconds,
                  const std::string& model) {
  if (flags.json) return print(report_json(report, seconds, model));
  print(report_text(report));
  print("\nmodel: " + model + " (" + duration_text(seconds) + ")\n");
}

/// What was stopped goes on from the same model only, so that it must not have been replaced.
void spare_origin(const TrainFlags& flags, const fs::path& output, const std::string& on_with_it) {
  std::error_code error;
  if (flags.from.empty() || !fs::equivalent(flags.from, output, error)) return;
  throw Interrupted{"stopped as asked: " + output.string() +
                    " is as it was, for the training goes on from it" + on_with_it};
}

void run_train(const TrainFlags& flags) {
  const Stopwatch watch;
  const fs::path output = model_output(flags.output, default_model);
  const std::vector<fs::path> files = feature_files(flags);
  const std::optional<Origin> origin = origin_of(flags);
  Method method = origin ? continued_method(flags.method, material_of(files), *origin)
                         : choose_method(flags.method, material_of(files));
  const Job job = make_job(flags, files, method, origin ? &*origin : nullptr);
  if (job.dataset.multi_label) suit_several_genres(flags.method, method);
  const auto checkpoint = open_checkpoint(flags, output, method, job);
  const Workers workers(flags.threads);
  Learner learner(method, workers, flags.seed, job.trainings(), flags.quiet, checkpoint.get());
  const auto on_with_it = [&] {
    return checkpoint && checkpoint->is_kept() ? ": the same command with --resume goes on" : "";
  };
  std::optional<Result> result;
  try {
    result = run_job(flags, job, method, learner);
  } catch (const Interrupted&) {
    if (!checkpoint || !checkpoint->is_kept()) throw;
    throw Interrupted{"stopped as asked: no model was written; what is done is kept in " +
                      checkpoint->path().string() + on_with_it()};
  }
  const bool interrupted = !result->interruption.empty();
  if (interrupted) spare_origin(flags, output, on_with_it());
  keep_provenance(flags, method, job, *result);
  result->learnt.classifier.save(output);
  if (checkpoint && !interrupted) checkpoint->remove();
  print_report(flags, result->report, watch.seconds(), output.string());
  if (interrupted) {
    flush_standard_output();
    throw Interrupted{"stopped as asked: " + output.string() + " holds " + result->interruption +
                      on_with_it()};
  }
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
  add_named(*command, "--from", flags->from,
            "networks: go on from this model; genres that it does not know are added to its own");
  flags->method.add_to(*command);
  command
      ->add_option(
          "--split", flags->split.unit,
          "what stays on one side: track, artist or chunk (leaks) [artist where tags know it, else track]")
      ->check(CLI::IsMember({"track", "artist", "chunk"}));
  command->add_option("--test", flags->split.test, "share of the tracks that is tested [0.2]");
  command->add_option("--validation", flags->split.validation,
                      "networks: share that is judged while they learn [0.15; none with --folds]");
  add_named(*command, "--folds", flags->split.folds,
            "cross-validation with so many folds, or a TSV path<TAB>fold");
  add_named(
      *command, "--unknown-below", flags->unknown_below,
      "least confidence, 0 to 1, of a verdict that is not \"unknown\", or auto:0.9, so that 90 % of the "
      "others are right [every verdict stands]");
  command->add_option("--seed", flags->seed, "seed of split, weights, order and dropout")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  add_jobs(*command, flags->threads);
  CLI::Option* resume =
      command->add_flag("--resume", flags->resume,
                        "networks: go on where the same command was interrupted; MODEL.checkpoint has it");
  command->add_flag("--restart", flags->restart, "networks: begin anew where it was interrupted")
      ->excludes(resume);
  command->add_flag("--json", flags->json, "print the figures as one JSON object");
  command->add_flag("-q,--quiet", flags->quiet, "no learning curve, no warnings");
  command->footer("Example: mrec train library.jsonl --folds 5 --seed 1 -o genre.safetensors");
  command->callback([flags] { run_train(*flags); });
}

}  // namespace mrec::cli
