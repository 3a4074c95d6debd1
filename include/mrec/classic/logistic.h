#pragma once

#include <memory>

#include "mrec/classic/vector_model.h"

namespace mrec::classic {

/// How softmax regression and sigmoids learn.
struct LogisticOptions {
  double l2 = 100;  ///< penalty on the weights; the default suits embeddings, see docs/evaluation.md

  /// Throws Error{kUsage} that names the option that is out of range.
  void validate() const;
};

/// A model and how it came about. Its state is "dense.kernel" [number of the vector][class] and "dense.bias"
/// [class]: a network of one dense layer.
struct LogisticFit {
  std::unique_ptr<VectorModel> model;
  int iterations = 0;
  bool converged = false;  ///< false: it stopped before the minimum
  double loss = 0;         ///< mean cross-entropy of the examples by their weights, nats
};

/// Softmax regression: logit = vector * weights + bias, with the weights that make the sum of cross-entropies
/// plus l2 / 2 times the sum of all squared weights but the biases least: scikit-learn's C is 1 / l2.
/// Deterministic, single-threaded; 1,000 vectors of 200 numbers and 10 classes take less than a second. Stops
/// with Interrupted when asked to.
LogisticFit learn_logistic(const Examples& examples, const LogisticOptions& options);

/// Logistic regression of each class against the rest: a sigmoid in place of the softmax, under the same
/// penalty. What a class counts is the sum of its cross-entropies, as if it were learnt alone. A class that
/// all examples have, or none, gets the same probability for every vector: (its examples + 1/2) / (all
/// examples + 1). The same state; the loss is the mean over examples and classes.
LogisticFit learn_logistic(const LabelExamples& examples, const LogisticOptions& options);

}  // namespace mrec::classic
