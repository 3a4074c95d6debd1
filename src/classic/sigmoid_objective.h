#pragma once

#include <span>
#include <vector>

#include "mrec/classic/vector_model.h"

namespace mrec::classic {

/// The sum over examples and classes of binary cross-entropies, in nats, those of an example that has the
/// class times the class's weight, plus l2 / 2 times the sum of all squared weights but the biases: for each
/// class what scikit-learn's LogisticRegression minimises with C = 1 / l2. Convex; with l2 above 0 it has one
/// minimum when every class has both examples and others.
class SigmoidObjective {
 public:
  using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

  /// Of some classes alone, in their order.
  SigmoidObjective(const LabelExamples& examples, const std::vector<int>& classes, double l2);

  /// Weights, [number of the vector][class], then one bias a class.
  std::size_t dimensions() const;

  double operator()(std::span<const double> point, std::span<double> gradient) const;

  /// All pairs of example and class by their weights: what the mean cross-entropy is taken over.
  double total_weight() const { return weights_.sum(); }

 private:
  Rows vectors_;
  Rows targets_;  ///< (vectors x classes), 1 or 0
  Rows weights_;  ///< (vectors x classes)
  double l2_;
};

}  // namespace mrec::classic
