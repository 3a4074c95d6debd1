#include "mrec/nn/dropout.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mrec::nn {
namespace {

TEST(Dropout, KeepsTheRateAndScalesWhatIsLeft) {
  Dropout layer(0.3F);
  Tensor ones(100, {1, 1, 100});
  std::ranges::fill(ones.values(), 1.0F);
  Tensor output;
  Rng rng(1);
  layer.train(ones, output, rng, Workers(1));
  const auto dropped = std::ranges::count(output.values(), 0.0F);
  EXPECT_NEAR(static_cast<double>(dropped), 3000, 5 * 46);  // five standard deviations
  EXPECT_EQ(std::ranges::count(output.values(), 1.0F / 0.7F), 10'000 - dropped);
}

TEST(Dropout, TheGradientPassesTheSameMask) {
  Dropout layer(0.5F);
  Tensor ones(3, {1, 1, 64});
  std::ranges::fill(ones.values(), 1.0F);
  Tensor output;
  Tensor d_input;
  Rng rng(2);
  layer.train(ones, output, rng, Workers(1));
  layer.backward(ones, output, ones, &d_input, Workers(1));
  EXPECT_TRUE(std::ranges::equal(d_input.values(), output.values()));
}

TEST(Dropout, InferenceAndRateZeroChangeNothing) {
  Tensor batch(2, {1, 1, 5});
  std::ranges::fill(batch.values(), 4.0F);
  Tensor output;
  Dropout(0.5F).infer(batch, output, Workers(1));
  EXPECT_TRUE(std::ranges::equal(output.values(), batch.values()));

  Rng rng(3);
  Rng untouched(3);
  Dropout(0.0F).train(batch, output, rng, Workers(1));
  EXPECT_TRUE(std::ranges::equal(output.values(), batch.values()));
  EXPECT_EQ(rng.next(), untouched.next());
}

}  // namespace
}  // namespace mrec::nn
