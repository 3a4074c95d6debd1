#pragma once

#include "mrec/core/matrix.h"

namespace mrec::classic {

/// Squared Euclidean distance from `vector` to each column of `columns` (numbers x items). Summed number by
/// number, so that a distance is the same bits wherever its item stands.
inline Eigen::ArrayXd squared_distances(const Matrix& columns,
                                        const Eigen::Ref<const Eigen::RowVectorXf>& vector) {
  Eigen::ArrayXd sums = Eigen::ArrayXd::Zero(columns.cols());
  for (Eigen::Index k = 0; k < columns.rows(); ++k) {
    sums += (columns.row(k).transpose().cast<double>().array() - static_cast<double>(vector(k))).square();
  }
  return sums;
}

}  // namespace mrec::classic
