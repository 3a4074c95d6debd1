#pragma once

#include <memory>
#include <optional>

#include "mrec/classic/vector_model.h"

namespace mrec::classic {

/// How linear discriminant analysis learns.
struct LdaOptions {
  /// From 0, the covariance as it is, to 1, the same variance in all directions; none: as much for each class
  /// as Ledoit and Wolf's estimate asks for.
  std::optional<double> shrinkage = {};

  /// Throws Error{kUsage} that names the option that is out of range.
  void validate() const;
};

/// Linear discriminant analysis: every class is a normal distribution around its mean, all of one covariance,
/// the mean of the shrunk covariances of the classes by their prior probabilities. These are the classes'
/// shares of the examples, or of their weights. What scikit-learn's LinearDiscriminantAnalysis(solver='lsqr')
/// gives with shrinkage='auto' or a number. The state is that of learn_logistic(): a linear model too.
std::unique_ptr<VectorModel> learn_lda(const Examples& examples, const LdaOptions& options = {});

}  // namespace mrec::classic
