#include "mrec/eval/rejection.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace mrec::eval {
namespace {

/// A number that accepts the one and not the other, as far from both as can be.
double between(double accepted, double rejected) {
  const double middle = std::midpoint(accepted, rejected);
  return middle > rejected ? middle : accepted;
}

}  // namespace

std::vector<RejectionPoint> rejection_curve(std::span<const Verdict> verdicts) {
  assert(std::ranges::all_of(
      verdicts, [](const Verdict& verdict) { return verdict.confidence >= 0 && verdict.confidence <= 1; }));
  std::vector<Verdict> sorted(verdicts.begin(), verdicts.end());
  std::ranges::sort(sorted, std::ranges::greater{}, &Verdict::confidence);
  std::vector<RejectionPoint> curve;
  std::size_t right = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    right += sorted[i].right ? 1 : 0;
    const bool last = i + 1 == sorted.size();
    if (!last && sorted[i + 1].confidence == sorted[i].confidence) continue;
    const std::size_t accepted = i + 1;
    curve.push_back({.threshold = last ? 0 : between(sorted[i].confidence, sorted[i + 1].confidence),
                     .accepted = accepted,
                     .right = right,
                     .coverage = static_cast<double>(accepted) / static_cast<double>(sorted.size()),
                     .accuracy = static_cast<double>(right) / static_cast<double>(accepted)});
  }
  return curve;
}

ThresholdChoice threshold_for_accuracy(std::span<const RejectionPoint> curve, double least_accuracy) {
  ThresholdChoice choice;
  for (const RejectionPoint& point : curve) {
    // Points come with growing coverage, so of all that meet the wish the last is the widest.
    const bool meets = point.accuracy >= least_accuracy;
    if (meets || (!choice.met && point.accuracy >= choice.point.accuracy)) choice = {point, meets};
  }
  return choice;
}

ThresholdChoice threshold_for_coverage(std::span<const RejectionPoint> curve, double least_coverage) {
  const auto point = std::ranges::find_if(
      curve, [&](const RejectionPoint& candidate) { return candidate.coverage >= least_coverage; });
  return point == curve.end() ? ThresholdChoice{} : ThresholdChoice{*point, true};
}

}  // namespace mrec::eval
