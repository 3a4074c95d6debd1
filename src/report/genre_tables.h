#pragma once

#include <span>
#include <string>

#include "mrec/eval/metrics.h"
#include "mrec/report/evaluation_page.h"

namespace mrec::report {

/// Whether any genre has one; else the table goes without.
bool has_average_precision(std::span<const GenreFigures> genres);

/// A row a genre: tracks, precision, recall, F1, AUC and average precision, each with a bar.
std::string genre_table(std::span<const GenreFigures> genres);

/// The ten pairs of truth and verdict that were confused most often; nothing when none was.
std::string confused_pairs_table(std::span<const GenreFigures> genres,
                                 const eval::ConfusionMatrix& confusion);

}  // namespace mrec::report
