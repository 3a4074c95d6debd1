#pragma once

#include <cstddef>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::classic {

/// Number of pairs (i, j) of classes, i < j, and where one stands: (0, 1), (0, 2) ... (1, 2) ...
constexpr std::size_t pair_count(std::size_t classes) {
  return classes * (classes - 1) / 2;
}
constexpr std::size_t pair_place(std::size_t i, std::size_t j, std::size_t classes) {
  return i * (2 * classes - i - 1) / 2 + j - i - 1;
}

/// Support vectors of all pairs of classes together.
struct SvmMachine {
  Matrix columns;           ///< the support vectors, (numbers x vectors)
  std::vector<int> labels;  ///< class of each
  /// (vectors x classes): what each adds to the decision between its own class and another one.
  Matrix coefficients;
  std::vector<float> bias;  ///< one a pair
  float gamma = 0;          ///< of exp(-gamma |x - y|^2)

  std::size_t classes() const { return static_cast<std::size_t>(coefficients.cols()); }

  /// Classes with a support vector, ascending: those that it was taught.
  std::vector<std::size_t> known_classes() const;

  /// (classes x classes): above 0 at (i, j) for class i rather than j; (j, i) is its negative. Only what
  /// stands between known classes has a meaning.
  Eigen::MatrixXd decisions(const Eigen::Ref<const Eigen::RowVectorXf>& vector) const;
};

}  // namespace mrec::classic
