#pragma once

#include <vector>

#include "mrec/classic/vector_model.h"

namespace mrec::classic {

/// How many examples have each class, and how many there are, by weight.
struct LabelCounts {
  std::vector<Eigen::Index> with;  ///< one a class
  Eigen::Index all = 0;

  /// Classes that some examples have and others do not, ascending: about these there is something to learn.
  std::vector<int> mixed() const;
};

LabelCounts count_labels(const LabelExamples& examples);

/// What one example of the class counts where it is told from the rest.
double positive_weight(const LabelExamples& examples, Eigen::Index label);

/// Probability of a class before anything is known of a vector: (examples with it + 1/2) / (all + 1), those
/// with it by their weight (Jeffreys' estimate). Neither 0 nor 1.
double prior_share(const LabelExamples& examples, const LabelCounts& counts, Eigen::Index label);

}  // namespace mrec::classic
