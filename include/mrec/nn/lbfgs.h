#pragma once

#include <functional>
#include <span>
#include <vector>

namespace mrec::nn {

/// Value at `point`; overwrites `gradient`, which is as long.
using Objective = std::function<double(std::span<const double> point, std::span<double> gradient)>;

struct LbfgsOptions {
  int memory = 10;  ///< steps that the curvature is estimated from, at least 1
  int most_iterations = 1000;
  double tolerance = 1e-6;  ///< it ends when no part of the gradient is larger than this share of the first's
};

struct Minimum {
  std::vector<double> point;
  double value = 0;
  int iterations = 0;
  bool converged = false;  ///< false: the iterations ran out, or rounding allows no further step
};

/// Minimises a smooth function from `start` on by limited-memory BFGS (Nocedal and Wright 2006,
/// algorithm 7.5) with a line search by bisection that meets the weak Wolfe conditions. Single-threaded and
/// deterministic.
Minimum minimise(const Objective& objective, std::vector<double> start, const LbfgsOptions& options = {});

}  // namespace mrec::nn
