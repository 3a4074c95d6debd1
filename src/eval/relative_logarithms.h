#pragma once

#include <Eigen/Core>

#include "mrec/core/matrix.h"

namespace mrec::eval {

using LogMatrix = Eigen::Array<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Every number (items x classes) less the largest of its row, so that exp() neither overflows nor makes a
/// row of zeros. A probability below the least positive float, e^-103.3 of the largest, counts as that one:
/// otherwise a single rounding to 0 would make every mean infinite.
LogMatrix relative_logarithms(const MatrixRef& log_probabilities);

}  // namespace mrec::eval
