#include "mrec/nn/adam.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;

TEST(Adam, TwoStepsByHand) {
  Parameter parameter{.name = "w", .shape = {2}, .values = {1.0F, -1.0F}, .gradient = {0.5F, -2.0F}};
  Adam adam({.learning_rate = 0.1F, .beta1 = 0.9F, .beta2 = 0.99F, .epsilon = 0.01F});
  adam.step({&parameter});
  // First element: m = 0.05, v = 0.0025, a = 0.1 * sqrt(0.01) / 0.1 = 0.1; 1 - 0.1 * 0.05 / (0.05 + 0.01).
  EXPECT_TRUE(
      expect_close(parameter.values, std::vector{1 - 0.005 / 0.06, -1 + 0.02 / 0.21}, {.absolute = 1e-6}));

  parameter.gradient = {1.0F, 0.0F};
  adam.step({&parameter});
  // m = 0.045 + 0.1 = 0.145, v = 0.002475 + 0.01 = 0.012475, a = 0.1 * sqrt(0.0199) / 0.19 = 0.0742462;
  // and m = -0.18, v = 0.0396 for the second.
  EXPECT_TRUE(expect_close(parameter.values,
                           std::vector{1 - 0.005 / 0.06 - 0.0742462 * 0.145 / 0.1216916,
                                       -1 + 0.02 / 0.21 + 0.0742462 * 0.18 / 0.2089975},
                           {.absolute = 1e-5}));
}

TEST(Adam, ArraysWithoutGradientStay) {
  Parameter learnt{.name = "w", .shape = {1}, .values = {1.0F}, .gradient = {1.0F}};
  Parameter running{.name = "mean", .shape = {1}, .values = {7.0F}, .gradient = {}};
  Adam adam({.learning_rate = 0.25F});
  adam.step({&running, &learnt});
  EXPECT_TRUE(expect_close(learnt.values, std::vector{0.75F}, {.absolute = 1e-5}));
  EXPECT_EQ(running.values, std::vector{7.0F});
}

}  // namespace
}  // namespace mrec::nn
