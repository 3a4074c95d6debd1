#pragma once

#include <vector>

#include "classic/svm_model.h"

namespace mrec::classic {

/// What a machine that had not seen an example said of it, in one pair of classes.
struct HeldOutDecision {
  std::size_t pair = 0;
  double decision = 0;    ///< above 0 for the first class
  bool is_first = false;  ///< what is true
  double weight = 1;
};

/// The sigmoids under which the truths are likely. Pairs have few examples (Platt's own two numbers a pair
/// overfit them), so first one slope is found for all pairs together; then each pair may leave it for slope
/// and offset of its own as far as its examples speak for it, against a normal prior of standard deviation 1.
std::vector<PairSigmoid> calibrate(const std::vector<HeldOutDecision>& decisions, std::size_t pairs);

}  // namespace mrec::classic
