#pragma once

#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/eval/verdict.h"

namespace mrec::eval {

/// Items that may have several classes as pairs of item and class, all classes of an item in a row. Each pair
/// is for calibration.h an item of two classes: 0, the item is not of the class, and 1, it is.
struct LabelPairs {
  Matrix log_probabilities;  ///< (pairs x 2)
  std::vector<int> truths;   ///< 0 or 1
};

/// `probabilities` stand each for itself, 0 to 1; `targets` are 0 or 1; both (items x classes). What floats
/// have rounded to 1 counts as half of their last digit from it.
LabelPairs label_pairs(const MatrixRef& probabilities, const MatrixRef& targets);

/// What reliability_curve() takes to compare the probability of a class with how often it is true: verdicts
/// that are all 1, as sure as the probability says.
std::vector<Verdict> pair_verdicts(const MatrixRef& log_probabilities, std::span<const int> truths);

}  // namespace mrec::eval
