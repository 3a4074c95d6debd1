#include "mrec/nn/conv2d.h"

#include <gtest/gtest.h>

#include <vector>

#include "nn/plain_kernels.h"
#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;
using testing::random_values;

/// One sample through one layer.
std::vector<float> output_of(Conv2d& layer, SampleShape shape, const std::vector<float>& values) {
  Rng rng(1);
  layer.initialise(shape, rng);
  Tensor input(1, shape);
  std::ranges::copy(values, input.values().begin());
  Tensor output;
  layer.infer(input, output, Workers(1));
  EXPECT_EQ(output.shape(), layer.output_shape(shape));
  return {output.values().begin(), output.values().end()};
}

TEST(Conv2d, PaddingAndStrideKeepTheShapesOfTheLogMelNetwork) {
  const Conv2d first({.filters = 16, .stride_height = 2, .stride_width = 2, .padding = 1, .bias = false});
  EXPECT_EQ(first.output_shape({128, 64, 1}), (SampleShape{64, 32, 16}));
  const Conv2d second({.filters = 32, .padding = 1, .bias = false});
  EXPECT_EQ(second.output_shape({32, 16, 16}), (SampleShape{32, 16, 32}));
}

TEST(Conv2d, PaddedInputIsThePlainLoopsOverABorderOfZeros) {
  Rng rng(2);
  const SampleShape shape{5, 4, 2};
  const std::vector<float> values = random_values(shape.size(), rng);
  Conv2d layer({.filters = 3, .kernel_width = 2, .stride_height = 2, .padding = 2, .bias = false});
  const std::vector<float> output = output_of(layer, shape, values);
  std::vector<float> padded(9 * 8 * 2);
  for (std::size_t y = 0; y < 5; ++y) {
    for (std::size_t i = 0; i < 8; ++i) padded[((y + 2) * 8 + 2) * 2 + i] = values[y * 8 + i];
  }
  const ConvShape plain{.height = 9,
                        .width = 8,
                        .channels = 2,
                        .kernel_height = 3,
                        .kernel_width = 2,
                        .filters = 3,
                        .stride_height = 2};
  const std::vector<float> no_bias(3);
  EXPECT_TRUE(expect_close(output,
                           testing::plain_conv_forward(plain, padded, layer.parameters()[0]->values, no_bias),
                           {.absolute = 1e-5}));
}

TEST(Conv2d, WithoutABiasThereIsNone) {
  Conv2d layer({.filters = 3, .padding = 1, .bias = false});
  const std::vector<float> output = output_of(layer, {2, 2, 1}, {0, 0, 0, 0});
  EXPECT_EQ(output, std::vector<float>(12));
  ASSERT_EQ(layer.parameters().size(), 1U);
  EXPECT_EQ(layer.parameters()[0]->name, "kernel");
}

}  // namespace
}  // namespace mrec::nn
