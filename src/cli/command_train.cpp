#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/checkpoint_file.h"
#include "cli/commands.h"
#include "cli/console_progress.h"
#include "cli/home.h"
#include "cli/shared_flags.h"
#include "cli/standard_output.h"
#include "cli/train_continuation.h"
#include "cli/train_flags.h"
#include "cli/train_job.h"
#include "cli/train_learner.h"
#include "cli/train_method.h"
#include "cli/train_plan.h"
#include "cli/train_report.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/utf8.h"
#include "mrec/genre/checkpoint.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/learnt_from.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

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

std::vector<fs::path> feature_files(const TrainFlags& flags) {
  if (flags.inputs.empty()) return {find_library({})};
  return {flags.inputs.begin(), flags.inputs.end()};
}

std::optional<Origin> origin_of(const TrainFlags& flags) {
  return flags.from.empty() ? std::nullopt : std::optional(load_origin(flags.from));
}

/// Where the trainings are kept while they go on; null for what learns in a moment and for outputs that are
/// no files.
std::unique_ptr<CheckpointFile> open_checkpoint(const TrainFlags& flags, const fs::path& output,
                                                const Method& method, const TrainJob& job) {
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

void keep_provenance(const TrainFlags& flags, const Method& method, const TrainJob& job,
                     TrainResult& result) {
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
  const TrainJob job = make_job(flags, files, method, origin ? &*origin : nullptr);
  if (job.dataset.multi_label) suit_several_genres(flags.method, method);
  const auto checkpoint = open_checkpoint(flags, output, method, job);
  const Workers workers(flags.threads);
  Learner learner(method, workers, flags.seed, job.trainings(), flags.quiet, checkpoint.get());
  const auto on_with_it = [&] {
    return checkpoint && checkpoint->is_kept() ? ": the same command with --resume goes on" : "";
  };
  std::optional<TrainResult> result;
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
