#include "classic/svm_calibration.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "mrec/nn/lbfgs.h"

namespace mrec::classic {
namespace {

using Decisions = std::vector<HeldOutDecision>;

/// log(1 + exp(x)) without overflow.
double softplus(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

/// Slope and offset of the least weighted cross-entropy plus half their squared distance from
/// (usual_slope, 0).
PairSigmoid fit_sigmoid(const Decisions& decisions, double usual_slope) {
  const auto objective = [&](std::span<const double> point, std::span<double> gradient) {
    const double slope_move = point[0] - usual_slope;
    double value = (slope_move * slope_move + point[1] * point[1]) / 2;
    gradient[0] = slope_move;
    gradient[1] = point[1];
    for (const HeldOutDecision& each : decisions) {
      const double logit = point[0] * each.decision + point[1];
      value += each.weight * softplus(each.is_first ? -logit : logit);
      const double error = each.weight * (1 / (1 + std::exp(-logit)) - (each.is_first ? 1 : 0));
      gradient[0] += error * each.decision;
      gradient[1] += error;
    }
    return value;
  };
  const nn::Minimum minimum = nn::minimise(objective, {usual_slope, 0});
  // Below 0 the machine would be believed the opposite of what it says.
  return {.slope = static_cast<float>(std::max(minimum.point[0], 0.0)),
          .offset = static_cast<float>(minimum.point[1])};
}

/// Every decision from both sides: which class comes first must not matter, and no offset is left.
Decisions both_sides(Decisions decisions) {
  const std::size_t count = decisions.size();
  for (std::size_t i = 0; i < count; ++i) {
    HeldOutDecision other = decisions[i];
    other.decision = -other.decision;
    other.is_first = !other.is_first;
    decisions.push_back(other);
  }
  return decisions;
}

}  // namespace

std::vector<PairSigmoid> calibrate(const std::vector<HeldOutDecision>& decisions, std::size_t pairs) {
  const double shared_slope = static_cast<double>(fit_sigmoid(both_sides(decisions), 1).slope);
  std::vector<Decisions> of_pair(pairs);
  for (const HeldOutDecision& each : decisions) of_pair[each.pair].push_back(each);
  std::vector<PairSigmoid> sigmoids;
  for (const Decisions& each : of_pair) sigmoids.push_back(fit_sigmoid(each, shared_slope));
  return sigmoids;
}

}  // namespace mrec::classic
