#include "cli/train_job.h"

#include <cstdio>
#include <memory>
#include <utility>

#include "cli/left_out.h"
#include "cli/plan_runner.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/one_line.h"
#include "mrec/genre/trial.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

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

/// By the plan that does not leak; where that was not come to, by none.
CalibrationFigures calibration_of(const TrainJob& job, const Method& method, const Outcome& outcome,
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

TrainReport report_of(const TrainJob& job, const Plan& plan, const genre::Dataset& dataset,
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
std::optional<Outcome> run_honest_plan(const TrainJob& job, Learner& learner, std::string& interruption) {
  if (!job.honest || !interruption.empty()) return std::nullopt;
  try {
    return run_plan(*job.honest, job.dataset, learner, Keep::kNothing);
  } catch (const Interrupted&) {
    interruption = "the weights, which are done; the figures without the leak are not";
    return std::nullopt;
  }
}

}  // namespace

std::size_t TrainJob::trainings() const {
  return trainings_of(plan, Keep::kModelOfAll) + (honest ? trainings_of(*honest, Keep::kNothing) : 0);
}

std::vector<genre::Partition> TrainJob::partitions() const {
  std::vector<genre::Partition> all = plan.partitions;
  if (honest) all.insert(all.end(), honest->partitions.begin(), honest->partitions.end());
  return all;
}

TrainJob make_job(const TrainFlags& flags, std::span<const fs::path> files, const Method& method,
                  const Origin* origin) {
  const UnknownRule unknown = unknown_rule(flags.unknown_below);
  TrainJob job{.dataset = genre::load_dataset(files, method.inputs()), .origin = origin, .unknown = unknown};
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

TrainResult run_job(const TrainFlags& flags, const TrainJob& job, const Method& method, Learner& learner) {
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

}  // namespace mrec::cli
