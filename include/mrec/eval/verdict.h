#pragma once

#include <span>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::eval {

/// What a model took one item for.
struct Verdict {
  int verdict = 0;        ///< number of the most probable class, the first of equals
  double confidence = 0;  ///< its probability, 0 to 1
  bool right = false;     ///< whether it is the truth
};

/// The verdicts on all items of `log_probabilities` (items x classes). Rows need not be normalised: a row's
/// probabilities are its softmax. A number may be minus infinity, but not all of a row; none may be NaN.
std::vector<Verdict> verdicts_of(const MatrixRef& log_probabilities, std::span<const int> truths);

}  // namespace mrec::eval
