#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "classic/label_counts.h"
#include "mrec/classic/vector_model.h"

namespace mrec::classic {

/// One model a class, of two classes each: 0, the rest, and 1.
class OneAgainstRest final : public VectorModel {
 public:
  using Judges = std::vector<std::unique_ptr<VectorModel>>;

  explicit OneAgainstRest(Judges judges) : judges_(std::move(judges)) {}

  /// Each for itself, from one in ten million to as near to 1.
  Matrix log_probabilities(const MatrixRef& vectors) const override;
  /// Those of all judges; the names of judge i begin with "class<i>.".
  std::vector<NamedTensor> state() const override;

 private:
  Judges judges_;
};

/// Gives `learn` the examples of every class in turn, as label 1, and all others, as label 0, with their
/// weights.
template <class Learn>
std::unique_ptr<VectorModel> learn_one_against_rest(const LabelExamples& examples, const Learn& learn) {
  OneAgainstRest::Judges judges;
  for (Eigen::Index label = 0; label < examples.targets.cols(); ++label) {
    std::vector<int> labels;
    for (const float target : examples.targets.col(label)) labels.push_back(target != 0 ? 1 : 0);
    const std::vector<double> weights = {1, positive_weight(examples, label)};
    judges.push_back(learn(
        Examples{.vectors = examples.vectors, .labels = labels, .classes = 2, .class_weights = weights}));
  }
  return std::make_unique<OneAgainstRest>(std::move(judges));
}

/// What state() gave, each judge by `load` from its part. Throws Error{kFormat} for tensors that are left
/// over.
std::unique_ptr<VectorModel> load_one_against_rest(
    std::vector<NamedTensor> state, std::size_t classes,
    const std::function<std::unique_ptr<VectorModel>(std::vector<NamedTensor>)>& load);

}  // namespace mrec::classic
