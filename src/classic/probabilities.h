#pragma once

#include <Eigen/Core>

namespace mrec::classic {

/// Natural logarithms of probabilities, of 0 a very low one instead of infinity.
inline Eigen::RowVectorXf finite_logs(const Eigen::RowVectorXd& probabilities) {
  constexpr double kLeast = 1e-30;
  return probabilities.cwiseMax(kLeast).array().log().cast<float>();
}

}  // namespace mrec::classic
