#pragma once

#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/nn/tensor.h"

namespace mrec::genre {

/// How softmax regression learns.
struct SoftmaxOptions {
  double l2 = 100;  ///< penalty on the weights; the default suits embeddings, see docs/evaluation.md

  /// Throws Error{kUsage} that names the option that is out of range.
  void validate() const;
};

/// The sum of cross-entropies, in nats, plus l2 / 2 times the sum of all squared weights but the biases: what
/// scikit-learn minimises with C = 1 / l2. Convex; with l2 above 0 it has one minimum.
class SoftmaxObjective {
 public:
  using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

  /// One label a vector, each less than `classes`.
  SoftmaxObjective(const nn::Tensor& vectors, std::span<const int> labels, int classes, double l2);

  /// Weights, [number of the vector][class], then one bias a class.
  std::size_t dimensions() const;

  double operator()(std::span<const double> point, std::span<double> gradient) const;

 private:
  Rows vectors_;
  Rows truth_;  ///< (vectors x classes), 1 at the label
  double l2_;
};

/// What was learnt: logit = vector * weights + bias.
struct SoftmaxWeights {
  std::vector<float> kernel;  ///< [number of the vector][class]
  std::vector<float> bias;
  int iterations = 0;
  bool converged = false;  ///< false: it stopped before the minimum
  double loss = 0;         ///< mean cross-entropy of the vectors that were learnt from, nats
};

/// Vectors should be standardised: the penalty treats all numbers alike. Deterministic, single-threaded;
/// 1,000 vectors of 200 numbers and 10 classes take less than a second.
SoftmaxWeights learn_softmax(const nn::Tensor& vectors, std::span<const int> labels, int classes,
                             const SoftmaxOptions& options);

}  // namespace mrec::genre
