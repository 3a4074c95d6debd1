#include "classic/label_counts.h"

#include <cassert>

namespace mrec::classic {

std::vector<int> LabelCounts::mixed() const {
  std::vector<int> classes;
  for (std::size_t label = 0; label < with.size(); ++label) {
    if (with[label] > 0 && with[label] < all) classes.push_back(static_cast<int>(label));
  }
  return classes;
}

LabelCounts count_labels(const LabelExamples& examples) {
  const MatrixRef& targets = examples.targets;
  assert(targets.rows() > 0 && targets.rows() == examples.vectors.rows());
  assert((targets.array() == 0 || targets.array() == 1).all());
  LabelCounts counts{.with = {}, .all = targets.rows()};
  for (Eigen::Index label = 0; label < targets.cols(); ++label) {
    counts.with.push_back((targets.col(label).array() != 0).count());
  }
  return counts;
}

double positive_weight(const LabelExamples& examples, Eigen::Index label) {
  if (examples.positive_weights.empty()) return 1;
  assert(std::ssize(examples.positive_weights) == examples.targets.cols());
  return examples.positive_weights[static_cast<std::size_t>(label)];
}

double prior_share(const LabelExamples& examples, const LabelCounts& counts, Eigen::Index label) {
  const Eigen::Index with = counts.with[static_cast<std::size_t>(label)];
  const double weight = positive_weight(examples, label) * static_cast<double>(with);
  return (weight + 0.5) / (weight + static_cast<double>(counts.all - with) + 1);
}

}  // namespace mrec::classic
