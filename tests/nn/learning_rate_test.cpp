#include "mrec/nn/learning_rate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "support/expect_close.h"

namespace mrec::nn {
namespace {

std::vector<double> rates(const RateSchedule& schedule) {
  std::vector<double> all;
  for (std::int64_t step = 0; step <= schedule.steps; ++step) all.push_back(rate_at(schedule, step));
  return all;
}

constexpr testing::Tolerance kRounding{.absolute = 1e-12};

TEST(LearningRate, CosineWarmsUpAndEndsAtZero) {
  const double root = std::sqrt(0.5);
  EXPECT_TRUE(
      testing::expect_close(rates({.shape = RateShape::kCosine, .peak = 2.0, .warm_up_steps = 4, .steps = 8}),
                            std::vector<double>{0.5, 1, 1.5, 2, 2, 1 + root, 1, 1 - root, 0}, kRounding));
}

TEST(LearningRate, ConstantWarmsUpToo) {
  EXPECT_TRUE(testing::expect_close(rates({.peak = 0.5, .warm_up_steps = 2, .steps = 4}),
                                    std::vector<double>{0.25, 0.5, 0.5, 0.5, 0.5}, kRounding));
  EXPECT_TRUE(
      testing::expect_close(rates({.peak = 0.5, .steps = 2}), std::vector<double>{0.5, 0.5, 0.5}, kRounding));
}

TEST(LearningRate, EdgesOfACosine) {
  EXPECT_TRUE(testing::expect_close(rates({.shape = RateShape::kCosine, .peak = 3.0, .steps = 1}),
                                    std::vector<double>{3, 0}, kRounding));
  const RateSchedule all_warm{.shape = RateShape::kCosine, .peak = 1.0, .warm_up_steps = 2, .steps = 2};
  EXPECT_TRUE(testing::expect_close(rates(all_warm), std::vector<double>{0.5, 1, 0}, kRounding));
  EXPECT_EQ(rate_at(all_warm, 7), 0.0);  // a training that goes on beyond its plan
}

}  // namespace
}  // namespace mrec::nn
