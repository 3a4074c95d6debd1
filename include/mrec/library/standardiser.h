#pragma once

#include <Eigen/Core>

#include "mrec/core/matrix.h"

namespace mrec::library {

/// Brings every dimension of an embedding to mean 0 and standard deviation 1 over a library, so that none
/// outweighs the others in a cosine. A dimension that does not vary in the library counts as 0.
class Standardiser {
 public:
  /// Learns mean and standard deviation from the rows; needs at least one.
  explicit Standardiser(const MatrixRef& rows);
  /// What was learnt before; of the same length.
  Standardiser(Eigen::RowVectorXd mean, Eigen::RowVectorXd scale);

  Eigen::Index dimensions() const { return mean_.size(); }
  const Eigen::RowVectorXd& mean() const { return mean_; }
  /// 1 / standard deviation, or 0.
  const Eigen::RowVectorXd& scale() const { return scale_; }

  /// The rows standardised and scaled to length 1, so that the product of two is their cosine. A row that
  /// lies at the library's mean has no direction and stays 0: its cosine with everything is 0.
  Matrix unit_rows(const MatrixRef& rows) const;

 private:
  Eigen::RowVectorXd mean_;
  Eigen::RowVectorXd scale_;
};

}  // namespace mrec::library
