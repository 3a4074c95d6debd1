#pragma once

#include <span>
#include <string>

#include "mrec/eval/metrics.h"
#include "mrec/report/evaluation_page.h"

namespace mrec::report {

/// The confusion matrix as a heat map: a row a true genre, a column a verdict, a cell's shade the share of
/// its row, its number the tracks where the cell is large enough. As many genres as classes, at least one.
std::string confusion_chart(std::span<const GenreFigures> genres, const eval::ConfusionMatrix& confusion);

}  // namespace mrec::report
