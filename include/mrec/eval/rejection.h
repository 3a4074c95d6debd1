#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mrec/eval/verdict.h"

namespace mrec::eval {

/// What it gives to call "unknown" every item whose verdict is less sure than a threshold.
struct RejectionPoint {
  double threshold = 0;  ///< a verdict is accepted when its confidence is at least this
  std::size_t accepted = 0;
  std::size_t right = 0;  ///< of the accepted
  double coverage = 0;    ///< accepted / all
  double accuracy = 0;    ///< right / accepted
};

/// A point for every different confidence, the strictest first. A threshold lies half-way between the least
/// sure verdict that it accepts and the next; the last is 0 and accepts all. Empty for no verdicts.
std::vector<RejectionPoint> rejection_curve(std::span<const Verdict> verdicts);

/// A point of the curve, and whether it is what was wished for. Where all verdicts together are few, see how
/// many it rests on (wilson_interval(right, accepted)).
struct ThresholdChoice {
  RejectionPoint point;  ///< accepts all where the curve is empty
  bool met = false;
};

/// The point that accepts most of those whose accepted verdicts are right at least this often. Where there is
/// none: the most accurate point, of equals the one that accepts most.
ThresholdChoice threshold_for_accuracy(std::span<const RejectionPoint> curve, double least_accuracy);

/// The strictest threshold that accepts at least this share, 0 to 1. Not met for an empty curve only.
ThresholdChoice threshold_for_coverage(std::span<const RejectionPoint> curve, double least_coverage);

}  // namespace mrec::eval
