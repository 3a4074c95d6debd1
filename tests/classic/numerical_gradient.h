#pragma once

#include <cstddef>
#include <vector>

#include "mrec/core/rng.h"

namespace mrec::classic {

/// Somewhere to look at an objective: numbers from -0.5 to 0.5.
inline std::vector<double> random_point(std::size_t size) {
  Rng rng(11);
  std::vector<double> point(size);
  for (double& each : point) each = rng.uniform() - 0.5F;
  return point;
}

/// Central differences of value_at(point) in every direction.
template <class Function>
std::vector<double> numerical_gradient(const Function& value_at, const std::vector<double>& point) {
  std::vector<double> gradient;
  for (std::size_t i = 0; i < point.size(); ++i) {
    constexpr double kStep = 1e-5;
    std::vector<double> moved = point;
    moved[i] += kStep;
    const double above = value_at(moved);
    moved[i] -= 2 * kStep;
    gradient.push_back((above - value_at(moved)) / (2 * kStep));
  }
  return gradient;
}

}  // namespace mrec::classic
