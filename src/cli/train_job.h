#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/train_calibration.h"
#include "cli/train_continuation.h"
#include "cli/train_flags.h"
#include "cli/train_learner.h"
#include "cli/train_plan.h"
#include "cli/train_report.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/learn.h"

namespace mrec::cli {

/// What a training is to do: a data set and how it is divided.
struct TrainJob {
  genre::Dataset dataset;
  genre::Dataset chunks = {};      ///< of a plan by chunks
  const Origin* origin = nullptr;  ///< what the trainings go on from; null: nothing
  Plan plan = {};
  std::optional<Plan> honest = {};  ///< without the leak of `plan`, where that has one
  UnknownRule unknown = {};

  /// What `plan` divides.
  const genre::Dataset& divided() const { return plan.by_chunks ? chunks : dataset; }
  /// How many there are in all.
  std::size_t trainings() const;
  /// Of both plans.
  std::vector<genre::Partition> partitions() const;
};

/// Reads the features and divides them; says on the standard error output, unless flags.quiet, what there is
/// to warn of. `origin`, what the trainings go on from, may be null and must outlive the job. Throws as
/// load_dataset(), fit_to(), make_plan() and require_fit() do, and Error{kData} where a part of the tracks
/// has no embedding and nobody asked for the others alone.
TrainJob make_job(const TrainFlags& flags, std::span<const std::filesystem::path> files, const Method& method,
                  const Origin* origin);

/// What came of a job.
struct TrainResult {
  genre::Learnt learnt;
  TrainReport report;
  std::string interruption = {};  ///< what the model holds where the job was stopped; empty: it was not
};

/// Learns, tests and calibrates by all plans of a job. Throws Interrupted where it was stopped before there
/// was a model.
TrainResult run_job(const TrainFlags& flags, const TrainJob& job, const Method& method, Learner& learner);

}  // namespace mrec::cli
