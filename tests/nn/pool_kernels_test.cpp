#include "nn/pool_kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
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

/// What a whole sample becomes, with the maxima's positions unless it is null.
std::vector<float> pooled(const PoolShape& shape, std::span<const float> input,
                          std::vector<Position>* positions = nullptr, float least = kNoLeast) {
  std::vector<float> output(shape.out_height() * shape.out_line(), 99.0F);
  if (positions != nullptr) positions->assign(output.size(), 99);
  pool_forward(shape, {0, shape.out_height()}, {.first = 0, .values = input}, least, output,
               positions == nullptr ? std::span<Position>() : *positions);
  return output;
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
    std::vector<Position> positions;
    EXPECT_TRUE(expect_close(pooled(shape, input), expected, {})) << text(shape);
    EXPECT_TRUE(expect_close(pooled(shape, input, &positions), expected, {})) << text(shape);
  }
}

TEST_P(PoolKernels, GradientGoesToTheFirstMaximum) {
  Rng rng(2);
  for (const PoolShape& shape : shapes()) {
    const auto input = tied_values(shape.height * shape.width * shape.channels, rng);
    const auto argmax = testing::plain_pool_argmax(shape, input);
    const auto d_output = testing::random_values(argmax.size(), rng);
    std::vector<float> d_input(input.size(), 99.0F);
    std::vector<double> expected(input.size());
    for (std::size_t o = 0; o < argmax.size(); ++o) expected[argmax[o]] += d_output[o];
    std::vector<Position> positions;
    pooled(shape, input, &positions);
    pool_backward(shape, {0, shape.height}, d_output, positions, d_input);
    EXPECT_TRUE(expect_close(d_input, expected, {.absolute = 1e-5})) << text(shape);
  }
}

TEST_P(PoolKernels, SomeRowsAreThoseOfTheWhole) {
  Rng rng(4);
  for (const PoolShape& shape : shapes()) {
    const auto input = tied_values(shape.height * shape.line(), rng);
    std::vector<Position> positions;
    const std::vector<float> whole = pooled(shape, input, &positions);
    const RowRange rows{shape.out_height() / 2, shape.out_height()};
    const RowRange under = shape.under(rows);
    const std::size_t begin = rows.begin * shape.out_line();
    std::vector<float> part(rows.count() * shape.out_line());
    std::vector<Position> part_positions(part.size());
    pool_forward(shape, rows,
                 {.first = under.begin, .values = std::span(input).subspan(under.begin * shape.line())},
                 kNoLeast, part, part_positions);
    EXPECT_TRUE(std::ranges::equal(part, std::span(whole).subspan(begin))) << text(shape);
    EXPECT_TRUE(std::ranges::equal(part_positions, std::span(positions).subspan(begin))) << text(shape);

    const auto d_output = testing::random_values(whole.size(), rng);
    std::vector<float> d_whole(input.size());
    pool_backward(shape, {0, shape.height}, d_output, positions, d_whole);
    const std::size_t first = shape.height / 2;
    std::vector<float> d_part((shape.height - first) * shape.line());
    pool_backward(shape, {first, shape.height}, d_output, positions, d_part);
    EXPECT_TRUE(std::ranges::equal(d_part, std::span(d_whole).subspan(first * shape.line()))) << text(shape);
  }
}

TEST_P(PoolKernels, ALeastValueOf0IsReluBeforeThePooling) {
  const PoolShape shape{.height = 2, .width = 6};
  const std::vector<float> input{-1, 3, -2, -1, 0, -1, 2, 1, -3, -4, -1, 0};
  std::vector<Position> positions;
  EXPECT_EQ(pooled(shape, input, &positions, 0.0F), (std::vector<float>{3, 0, 0}));
  EXPECT_EQ(positions, (std::vector<Position>{1, kNowhere, kNowhere}));
  std::vector<float> d_input(input.size(), 99.0F);
  pool_backward(shape, {0, 2}, std::vector<float>{5, 6, 7}, positions, d_input);
  EXPECT_EQ(d_input, (std::vector<float>{0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}));
}

TEST_P(PoolKernels, OddPaddingLiesAfterTheInput) {
  const PoolShape shape{.height = 4, .kernel_height = 3, .kernel_width = 3};
  const std::vector<float> output = pooled(shape, std::vector<float>{1, 2, 3, 4});
  EXPECT_EQ(output, (std::vector<float>{3, 4}));  // with the padding before it were 2 and 4
}

TEST_P(PoolKernels, AThreeByThreeWindowOnAnInputOneWideLooksAlongTimeOnly) {
  const PoolShape square{.height = 30, .channels = 32, .kernel_height = 3, .kernel_width = 3};
  const PoolShape column{.height = 30, .channels = 32, .kernel_height = 3, .kernel_width = 1};
  Rng rng(3);
  const auto input = testing::random_values(30 * 32, rng);
  EXPECT_EQ(pooled(square, input), pooled(column, input));
}

}  // namespace
}  // namespace mrec::nn
