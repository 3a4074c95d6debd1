#pragma once

#include <span>
#include <string>

#include "mrec/eval/metrics.h"
#include "mrec/report/evaluation_page.h"

namespace mrec::report {

/// A row a genre: tracks, precision, recall, F1 and AUC, each with a bar.
std::string genre_table(std::span<const GenreFigures> genres);

/// The ten pairs of truth and verdict that were confused most often; nothing when none was.
std::string confused_pairs_table(std::span<const GenreFigures> genres,
                                 const eval::ConfusionMatrix& confusion);

}  // namespace mrec::report
