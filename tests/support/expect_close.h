#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <span>

namespace mrec::testing {

/// |actual - expected| <= absolute + relative * |expected|.
struct Tolerance {
  double absolute = 0;
  double relative = 0;
};

/// The one way numbers are compared in these tests: same size, all finite, both directions; a failure names
/// the worst place. Use as EXPECT_TRUE(expect_close(actual, expected, {.absolute = 1e-3})).
template <class A, class E>
::testing::AssertionResult expect_close(const A& actual_range, const E& expected_range, Tolerance tolerance) {
  const std::span actual(actual_range);
  const std::span expected(expected_range);
  if (actual.size() != expected.size()) {
    return ::testing::AssertionFailure() << "size " << actual.size() << ", expected " << expected.size();
  }
  double worst_excess = 0;
  std::size_t worst = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const double a = actual[i];
    const double e = expected[i];
    if (!std::isfinite(a) || !std::isfinite(e)) {
      return ::testing::AssertionFailure() << "not finite at " << i << ": " << a << ", expected " << e;
    }
    const double excess = std::abs(a - e) - tolerance.absolute - tolerance.relative * std::abs(e);
    if (excess > worst_excess) {
      worst_excess = excess;
      worst = i;
    }
  }
  if (worst_excess > 0) {
    return ::testing::AssertionFailure()
           << "worst at " << worst << " of " << actual.size() << ": " << actual[worst] << ", expected "
           << expected[worst] << ", off by more than allowed by " << worst_excess;
  }
  return ::testing::AssertionSuccess();
}

}  // namespace mrec::testing
