#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/compare_methods.h"
#include "cli/console_progress.h"
#include "cli/train_plan.h"
#include "mrec/core/parallel.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/trial.h"

namespace mrec::cli {

/// The splits of one seed, which deals the folds and starts the networks.
struct SeededPlan {
  std::uint64_t seed = 1;
  Plan plan;
};

/// What came of one contestant.
struct ContestResult {
  std::vector<genre::Trial> trials;  ///< one a seed, all of the same tracks
  double seconds = 0;                ///< to learn all splits of a seed, mean over the seeds
};

/// Trains every contestant by every split of every plan and tests it; what several have in common, such as
/// the members of a blend, is learnt once. Says on standard error how it goes, unless quiet. Stops with
/// Interrupted when asked to.
std::vector<ContestResult> run_contest(std::span<const Contestant> contestants,
                                       std::span<const SeededPlan> plans, const genre::Dataset& dataset,
                                       const Workers& workers, bool quiet);

}  // namespace mrec::cli
