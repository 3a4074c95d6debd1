#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <functional>
#include <span>

#include "mrec/core/matrix.h"

namespace mrec::recommend {

/// Brings every dimension of an embedding to mean 0 and standard deviation 1 over a library, so that none
/// outweighs the others in a cosine. A dimension that does not vary in the library counts as 0.
class Standardiser {
 public:
  /// Learns mean and standard deviation from the rows; needs at least one.
  explicit Standardiser(const MatrixRef& rows);

  Eigen::Index dimensions() const { return mean_.size(); }

  /// The rows standardised and scaled to length 1, so that the product of two is their cosine. A row that
  /// lies at the library's mean has no direction and stays 0: its cosine with everything is 0.
  Matrix unit_rows(const MatrixRef& rows) const;

 private:
  Eigen::RowVectorXd mean_;
  Eigen::RowVectorXd scale_;  ///< 1 / standard deviation, or 0
};

/// Takes the cosines of one row with every target.
using CosineSink = std::function<void(std::size_t row, std::span<const float> cosines)>;

/// Calls sink(i, cosines) for every row i in order; `targets` are unit rows of the standardiser, cosines lie
/// in -1..1. A matrix product a block of rows: memory grows with the number of targets, not with that of
/// rows. Equal rows get equal cosines wherever they stand.
void for_each_cosines(const MatrixRef& rows, const Matrix& targets, const Standardiser& standardiser,
                      const CosineSink& sink);

}  // namespace mrec::recommend
