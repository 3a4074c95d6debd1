#pragma once

#include <memory>

#include "mrec/classic/vector_model.h"

namespace mrec::classic {

/// How nearest neighbours are asked.
struct KnnOptions {
  int neighbours = 5;  ///< that vote; all examples vote when they are fewer

  /// Throws Error{kUsage} that names the option that is out of range.
  void validate() const;
};

/// The nearest examples by cosine vote, each with the weight of its class; of examples equally near the first
/// in order count. One more vote is spread evenly over the classes with examples, so that none of them is
/// impossible. Verdicts are those of scikit-learn's KNeighborsClassifier(metric="cosine"). By cosine, because
/// 5 neighbours are right more often than by Euclidean distance on embeddings, and as often on statistics.
std::unique_ptr<VectorModel> learn_knn(const Examples& examples, const KnnOptions& options = {});

/// The share of the nearest examples that have a class, and one more vote, which is that of all examples
/// together: (their number + 1/2) / (all + 1).
std::unique_ptr<VectorModel> learn_knn(const LabelExamples& examples, const KnnOptions& options = {});

}  // namespace mrec::classic
