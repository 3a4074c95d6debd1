#include "mrec/nn/lbfgs.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;

/// Sum of weight_i (x_i - i)^2 / 2 with weights from 1 to 10,000.
double valley(std::span<const double> x, std::span<double> gradient) {
  double value = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double weight = std::pow(10, static_cast<double>(i % 5));
    const double off = x[i] - static_cast<double>(i);
    value += weight * off * off / 2;
    gradient[i] = weight * off;
  }
  return value;
}

/// Rosenbrock's function: curved, minimum 0 at (1, 1).
double banana(std::span<const double> x, std::span<double> gradient) {
  const double across = x[1] - x[0] * x[0];
  gradient[0] = -400 * across * x[0] - 2 * (1 - x[0]);
  gradient[1] = 200 * across;
  return 100 * across * across + (1 - x[0]) * (1 - x[0]);
}

TEST(Lbfgs, FindsTheMinimumOfASteepValley) {
  for (const std::size_t size : {1U, 2U, 3U, 7U, 64U}) {
    const Minimum minimum = minimise(valley, std::vector<double>(size, 100.0), {.tolerance = 1e-10});
    std::vector<double> expected;
    for (std::size_t i = 0; i < size; ++i) expected.push_back(static_cast<double>(i));
    EXPECT_TRUE(minimum.converged);
    EXPECT_TRUE(expect_close(minimum.point, expected, {.absolute = 1e-4})) << size;
    EXPECT_NEAR(minimum.value, 0, 1e-6);
    EXPECT_LT(minimum.iterations, 100);
  }
}

TEST(Lbfgs, FindsTheMinimumOfACurvedValley) {
  const Minimum minimum = minimise(banana, {-1.2, 1}, {.tolerance = 1e-9});
  EXPECT_TRUE(minimum.converged);
  EXPECT_TRUE(expect_close(minimum.point, std::vector<double>{1, 1}, {.absolute = 1e-6}));
  EXPECT_LT(minimum.iterations, 60);
}

TEST(Lbfgs, EverySearchGoesDown) {
  double last = 1e9;
  for (int iterations = 0; iterations < 30; ++iterations) {
    const Minimum minimum = minimise(banana, {-1.2, 1}, {.most_iterations = iterations});
    EXPECT_EQ(minimum.iterations, iterations);
    EXPECT_LT(minimum.value, last);
    last = minimum.value;
  }
}

TEST(Lbfgs, StartsAtTheMinimum) {
  const Minimum minimum = minimise(banana, {1, 1});
  EXPECT_TRUE(minimum.converged);
  EXPECT_EQ(minimum.iterations, 0);
  EXPECT_EQ(minimum.point, (std::vector<double>{1, 1}));
}

TEST(Lbfgs, SaysWhenTheIterationsRanOut) {
  const Minimum minimum = minimise(banana, {-1.2, 1}, {.most_iterations = 3});
  EXPECT_FALSE(minimum.converged);
  EXPECT_EQ(minimum.iterations, 3);
}

TEST(Lbfgs, EndsWhereNothingIsLower) {
  // The gradient promises what the value does not keep.
  const Objective liar = [](std::span<const double>, std::span<double> gradient) {
    gradient[0] = 1;
    return 0.0;
  };
  const Minimum minimum = minimise(liar, {5});
  EXPECT_FALSE(minimum.converged);
  EXPECT_EQ(minimum.point, std::vector<double>{5});
}

TEST(Lbfgs, PassesOverPlacesWithoutAValue) {
  // log(x) - like walls: x + 1/x is not defined for the long first steps to the left.
  const Objective wall = [](std::span<const double> x, std::span<double> gradient) {
    gradient[0] = 1 - 0.01 / (x[0] * x[0]);
    return x[0] > 0 ? x[0] + 0.01 / x[0] : std::nan("");
  };
  const Minimum minimum = minimise(wall, {0.5}, {.tolerance = 1e-9});
  EXPECT_TRUE(minimum.converged);
  EXPECT_NEAR(minimum.point[0], 0.1, 1e-6);
}

}  // namespace
}  // namespace mrec::nn
