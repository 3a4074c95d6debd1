#include "mrec/dsp/window.h"

#include <gtest/gtest.h>

#include <numeric>

#include "support/expect_close.h"

namespace mrec::dsp {
namespace {

TEST(HannWindow, IsPeriodic) {
  EXPECT_TRUE(testing::expect_close(hann_window(4), std::vector<double>{0, 0.5, 1, 0.5}, {.absolute = 1e-7}));
  EXPECT_TRUE(testing::expect_close(hann_window(3), std::vector<double>{0, 0.75, 0.75}, {.absolute = 1e-7}));
  EXPECT_TRUE(testing::expect_close(hann_window(1), std::vector<double>{0}, {.absolute = 1e-7}));
}

TEST(HannWindow, SumsToHalfItsSize) {
  const auto window = hann_window(2048);
  EXPECT_NEAR(std::accumulate(window.begin(), window.end(), 0.0), 1024, 1e-3);
}

}  // namespace
}  // namespace mrec::dsp
