#pragma once

#include "cli/ranking_flags.h"

namespace mrec::cli {

/// Prints how well the lists that rules make serve simulated listeners.
void evaluate_ranking(const RankingFlags& flags);

}  // namespace mrec::cli
