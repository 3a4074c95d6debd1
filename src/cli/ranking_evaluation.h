#pragma once

#include "cli/ranking_flags.h"
#include "cli/ranking_report.h"
#include "cli/ranking_rules.h"
#include "cli/ranking_tracks.h"
#include "mrec/core/parallel.h"
#include "mrec/core/progress.h"

namespace mrec::cli {

/// Serves simulated listeners by every rule. The same at any number of threads; `progress` counts rules and
/// plans. Throws Error{kData} when the
/// tracks suffice for no listener at all.
RankingReport evaluate_rules(const RankingFlags& flags, const RankingTracks& tracks,
                             const RankingRules& rules, const Workers& workers, Progress& progress);

}  // namespace mrec::cli
