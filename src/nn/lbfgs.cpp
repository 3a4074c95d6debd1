#include "mrec/nn/lbfgs.h"

#include <Eigen/Core>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <deque>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace mrec::nn {
namespace {

using Eigen::VectorXd;

/// A point with the objective's value and gradient there.
struct Place {
  VectorXd point;
  VectorXd gradient;
  double value = 0;
};

Place look(const Objective& objective, VectorXd point) {
  Place place{.point = std::move(point), .gradient = {}, .value = 0};
  place.gradient.resize(place.point.size());
  const auto size = static_cast<std::size_t>(place.point.size());
  place.value = objective({place.point.data(), size}, {place.gradient.data(), size});
  return place;
}

/// What the last steps tell of the curvature.
class Memory {
 public:
  explicit Memory(int size) : size_(static_cast<std::size_t>(size)) { assert(size >= 1); }

  void remember(const Place& from, const Place& to) {
    Pair pair{.step = to.point - from.point, .change = to.gradient - from.gradient, .curvature = 0};
    pair.curvature = pair.step.dot(pair.change);
    if (pair.curvature <= 0) return;  // rounding; the line search sees to it otherwise
    if (pairs_.size() == size_) pairs_.pop_front();
    pairs_.push_back(std::move(pair));
  }

  /// Minus the estimate of the inverse Hessian times the gradient, by the two-loop recursion.
  VectorXd direction(const VectorXd& gradient) const {
    VectorXd q = -gradient;
    std::vector<double> weights(pairs_.size());
    for (std::size_t i = pairs_.size(); i-- > 0;) {
      weights[i] = pairs_[i].step.dot(q) / pairs_[i].curvature;
      q -= weights[i] * pairs_[i].change;
    }
    // Without a step to tell the scale the first one is at most of length 1.
    q *= pairs_.empty() ? 1 / std::max(1.0, gradient.norm())
                        : pairs_.back().curvature / pairs_.back().change.squaredNorm();
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      q += (weights[i] - pairs_[i].change.dot(q) / pairs_[i].curvature) * pairs_[i].step;
    }
    return q;
  }

 private:
  struct Pair {
    VectorXd step;
    VectorXd change;  ///< of the gradient
    double curvature;
  };
  std::size_t size_;
  std::deque<Pair> pairs_;
};

/// A place along `direction` that is lower and where the slope is flatter, or nothing when rounding hides
/// one.
std::optional<Place> search(const Objective& objective, const Place& from, const VectorXd& direction) {
  constexpr double kDescent = 1e-4;
  constexpr double kFlatter = 0.9;
  constexpr int kMostTrials = 60;
  const double slope = from.gradient.dot(direction);
  double low = 0;
  double high = std::numeric_limits<double>::infinity();
  double step = 1;
  for (int trial = 0; trial < kMostTrials; ++trial) {
    Place to = look(objective, from.point + step * direction);
    if (!(to.value <= from.value + kDescent * step * slope)) {
      high = step;
    } else if (to.gradient.dot(direction) < kFlatter * slope) {
      low = step;
    } else {
      return to;
    }
    step = std::isinf(high) ? 2 * step : (low + high) / 2;
  }
  return std::nullopt;
}

}  // namespace

Minimum minimise(const Objective& objective, std::vector<double> start, const LbfgsOptions& options) {
  Place place =
      look(objective, Eigen::Map<const VectorXd>(start.data(), static_cast<Eigen::Index>(start.size())));
  const auto steepness = [&] {
    return place.gradient.size() == 0 ? 0 : place.gradient.cwiseAbs().maxCoeff();
  };
  const double enough = options.tolerance * steepness();
  Memory memory(options.memory);
  Minimum minimum;
  while (steepness() > enough && minimum.iterations < options.most_iterations) {
    std::optional<Place> next = search(objective, place, memory.direction(place.gradient));
    if (!next) break;
    memory.remember(place, *next);
    place = std::move(*next);
    ++minimum.iterations;
  }
  minimum.converged = steepness() <= enough;
  minimum.value = place.value;
  minimum.point.assign(place.point.begin(), place.point.end());
  return minimum;
}

}  // namespace mrec::nn
