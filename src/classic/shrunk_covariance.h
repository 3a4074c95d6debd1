#pragma once

#include <Eigen/Core>
#include <optional>

namespace mrec::classic {

/// Covariance of the rows (divided by their number), shrunk. A given `shrinkage` s makes
/// (1 - s) S + s (trace(S) / d) I of it. Without one the columns are brought to variance 1, s is Ledoit and
/// Wolf's estimate ("A well-conditioned estimator for large-dimensional covariance matrices", 2004), and the
/// columns' scales are put back. Columns that are constant have scale 1.
Eigen::MatrixXd shrunk_covariance(Eigen::MatrixXd rows, std::optional<double> shrinkage);

}  // namespace mrec::classic
