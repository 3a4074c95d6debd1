#include "classic/pair_coupling.h"

#include <Eigen/Cholesky>

namespace mrec::classic {

Eigen::RowVectorXd couple(const Eigen::MatrixXd& pairs) {
  const Eigen::Index classes = pairs.rows();
  // Half the gradient is Q p. Where the probabilities add up to 1, Q p is the same number for all classes,
  // and so is (Q + 1) p, whose matrix is positive definite.
  Eigen::MatrixXd equations(classes, classes);
  for (Eigen::Index i = 0; i < classes; ++i) {
    equations(i, i) = 1;
    for (Eigen::Index j = 0; j < classes; ++j) {
      if (j == i) continue;
      equations(i, i) += pairs(j, i) * pairs(j, i);
      equations(i, j) = 1 - pairs(j, i) * pairs(i, j);
    }
  }
  Eigen::VectorXd shares = equations.ldlt().solve(Eigen::VectorXd::Ones(classes));
  shares = shares.cwiseMax(0);
  return shares.transpose() / shares.sum();
}

}  // namespace mrec::classic
