#include "nn/fft_plan.h"

#include <gtest/gtest.h>

namespace mrec::nn {
namespace {

TEST(FftPlan, TakesTheNextSizeOfSmallPrimeFactors) {
  EXPECT_EQ(FftPlan::of_at_least(1).size, 2U);
  EXPECT_EQ(FftPlan::of_at_least(96).size, 96U);
  EXPECT_EQ(FftPlan::of_at_least(95).size, 96U);
  EXPECT_EQ(FftPlan::of_at_least(14).size, 16U);
  EXPECT_EQ(FftPlan::of_at_least(314).size, 320U);
}

TEST(FftPlan, PassesMultiplyToTheSize) {
  for (std::size_t least = 1; least < 700; ++least) {
    const FftPlan plan = FftPlan::of_at_least(least);
    EXPECT_GE(plan.size, least);
    std::size_t product = 1;
    for (const FftPass& pass : plan.passes) {
      EXPECT_EQ(pass.stride, product);
      product *= static_cast<std::size_t>(pass.radix);
      EXPECT_EQ(pass.count * product, plan.size);
      EXPECT_EQ(pass.twiddles.size(), 2 * pass.count * static_cast<std::size_t>(pass.radix - 1));
    }
    EXPECT_EQ(product, plan.size);
  }
}

}  // namespace
}  // namespace mrec::nn
