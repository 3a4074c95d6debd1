#pragma once

#include <memory>
#include <optional>

#include "mrec/classic/vector_model.h"

namespace mrec::classic {

/// How a support vector machine learns.
struct SvmOptions {
  double c = 10;  ///< cost of an example on the wrong side of its margin
  std::optional<double> gamma =
      {};  ///< of exp(-gamma |x - y|^2); none: 1 / (numbers of a vector * their variance)

  /// Throws Error{kUsage} that names the option that is out of range.
  void validate() const;
};

/// A support vector machine with radial basis functions, one against one, as libsvm and scikit-learn's SVC
/// have it; each example's cost is weighted. Its decisions become probabilities by pairwise coupling of
/// logistic functions (Wu, Lin and Weng 2004) whose slope an inner cross-validation finds. There is no
/// chance in it, unlike in libsvm's own probabilities. Single-threaded. Stops with Interrupted when asked to.
std::unique_ptr<VectorModel> learn_svm(const Examples& examples, const SvmOptions& options = {});

/// One such machine a class, which tells it from the rest.
std::unique_ptr<VectorModel> learn_svm(const LabelExamples& examples, const SvmOptions& options = {});

}  // namespace mrec::classic
