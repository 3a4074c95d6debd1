#include "nn/pool_kernels.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "nn/every_target.h"
#include "nn/plain_kernels.h"
#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;

std::string text(const PoolShape& shape) {
  return std::to_string(shape.height) + "x" + std::to_string(shape.width) + "x" +
         std::to_string(shape.channels) + ", kernel " + std::to_string(shape.kernel_height) + "x" +
         std::to_string(shape.kernel_width) + ", stride " + std::to_string(shape.stride);
}

std::vector<PoolShape> shapes() {
  std::vector<PoolShape> all;
  for (const std::size_t height : {1, 2, 3, 7, 16, 17}) {
    for (const std::size_t width : {1, 2, 3, 11}) {
      for (const std::size_t kernel : {1, 2, 3, 5}) {
        for (const std::size_t stride : {1, 2, 3}) {
          all.push_back({.height = height,
                         .width = width,
                         .channels = 3,
                         .kernel_height = kernel,
                         .kernel_width = kernel,
                         .stride = stride});
        }
      }
    }
  }
  for (const std::size_t channels : {1, 8, 10, 16, 32, 33}) {
    all.push_back({.height = 9, .width = 5, .channels = channels, .kernel_height = 3, .kernel_width = 2});
  }
  return all;
}

/// Random values of few kinds, so that ties are frequent, all below 0, so that padding with 0 would show.
std::vector<float> tied_values(std::size_t count, Rng& rng) {
  std::vector<float> values(count);
  for (float& value : values) value = -1.0F - static_cast<float>(rng.below(4));
  return values;
}

class PoolKernels : public testing::EveryTarget {};
INSTANTIATE_TEST_SUITE_P(Targets, PoolKernels, testing::all_targets(), testing::target_name);

TEST_P(PoolKernels, ForwardIsThePlainLoops) {
  Rng rng(1);
  for (const PoolShape& shape : shapes()) {
    const auto input = tied_values(shape.height * shape.width * shape.channels, rng);
    const auto argmax = testing::plain_pool_argmax(shape, input);
    std::vector<float> expected;
    for (const std::size_t i : argmax) expected.push_back(input[i]);
    std::vector<float> output(expected.size(), 99.0F);
    pool_forward(shape, input, output);
    EXPECT_TRUE(expect_close(output, expected, {})) << text(shape);
  }
}

TEST_P(PoolKernels, GradientGoesToTheFirstMaximum) {
  Rng rng(2);
  for (const PoolShape& shape : shapes()) {
    const auto input = tied_values(shape.height * shape.width * shape.channels, rng);
    const auto argmax = testing::plain_pool_argmax(shape, input);
    const auto d_output = testing::random_values(argmax.size(), rng);
    std::vector<float> output(argmax.size());
    std::vector<float> d_input(input.size(), 99.0F);
    std::vector<double> expected(input.size());
    for (std::size_t o = 0; o < argmax.size(); ++o) expected[argmax[o]] += d_output[o];
    pool_forward(shape, input, output);
    pool_backward(shape, input, output, d_output, d_input);
    EXPECT_TRUE(expect_close(d_input, expected, {.absolute = 1e-5})) << text(shape);
  }
}

TEST_P(PoolKernels, OddPaddingLiesAfterTheInput) {
  const PoolShape shape{.height = 4, .kernel_height = 3, .kernel_width = 3};
  std::vector<float> output(2);
  pool_forward(shape, std::vector<float>{1, 2, 3, 4}, output);
  EXPECT_EQ(output, (std::vector<float>{3, 4}));  // with the padding before it were 2 and 4
}

TEST_P(PoolKernels, AThreeByThreeWindowOnAnInputOneWideLooksAlongTimeOnly) {
  const PoolShape square{.height = 30, .channels = 32, .kernel_height = 3, .kernel_width = 3};
  const PoolShape column{.height = 30, .channels = 32, .kernel_height = 3, .kernel_width = 1};
  Rng rng(3);
  const auto input = testing::random_values(30 * 32, rng);
  std::vector<float> by_square(15 * 32);
  std::vector<float> by_column(15 * 32);
  pool_forward(square, input, by_square);
  pool_forward(column, input, by_column);
  EXPECT_EQ(by_square, by_column);
}

}  // namespace
}  // namespace mrec::nn
