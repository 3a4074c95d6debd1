#pragma once

#include <span>
#include <vector>

#include "mrec/classic/vector_model.h"

namespace mrec::classic {

/// The sum of cross-entropies, in nats, each times its class's weight, plus l2 / 2 times the sum of all
/// squared weights but the biases: what scikit-learn minimises with C = 1 / l2. Convex; with l2 above 0 it
/// has one minimum when every class has an example.
class SoftmaxObjective {
 public:
  using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

  /// Of the `present` classes alone, in their order; all of the examples must be of these.
  SoftmaxObjective(const Examples& examples, const std::vector<int>& present, double l2);

  /// Weights, [number of the vector][class], then one bias a class.
  std::size_t dimensions() const;

  double operator()(std::span<const double> point, std::span<double> gradient) const;

  /// All examples by their weights: what the mean cross-entropy is taken over.
  double total_weight() const { return weights_.sum(); }

 private:
  Rows vectors_;
  Rows truth_;  ///< (vectors x classes), the example's weight at its class
  Eigen::VectorXd weights_;
  double l2_;
};

}  // namespace mrec::classic
