#pragma once

#include <Eigen/Core>

namespace mrec::classic {

/// Probabilities of k >= 1 classes from those of every pair: `pairs`(i, j) is the probability of i when it is
/// known to be i or j, pairs(j, i) = 1 - pairs(i, j); the diagonal is not looked at. They minimise the sum
/// over i and j of (pairs(j, i) p_i - pairs(i, j) p_j)^2 (Wu, Lin and Weng 2004, "Probability estimates for
/// multi-class classification by pairwise coupling", second method).
Eigen::RowVectorXd couple(const Eigen::MatrixXd& pairs);

}  // namespace mrec::classic
