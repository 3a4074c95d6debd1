#include "nn/conv_kernels.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "nn/every_target.h"
#include "nn/plain_kernels.h"
#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;
using testing::random_values;
using testing::Tolerance;

/// Sums of at most 300 products of numbers within +-1 in float32.
constexpr Tolerance kSums{.absolute = 5e-5};

std::string text(const ConvShape& shape) {
  return std::to_string(shape.height) + "x" + std::to_string(shape.width) + "x" +
         std::to_string(shape.channels) + ", kernel " + std::to_string(shape.kernel_height) + "x" +
         std::to_string(shape.kernel_width) + ", stride " + std::to_string(shape.stride_height) + "x" +
         std::to_string(shape.stride_width) + ", filters " + std::to_string(shape.filters);
}

/// Sizes below, at and above what the kernels hold in registers, on every axis.
std::vector<ConvShape> shapes() {
  std::vector<ConvShape> all;
  for (const std::size_t channels : {1, 3, 8, 10, 32, 33}) {
    for (const std::size_t filters : {1, 3, 8, 10, 32, 33}) {
      all.push_back({.height = 5,
                     .width = 4,
                     .channels = channels,
                     .kernel_height = 3,
                     .kernel_width = 3,
                     .filters = filters});
      all.push_back({.height = 7,
                     .width = 3,
                     .channels = channels,
                     .kernel_height = 1,
                     .kernel_width = 2,
                     .filters = filters});
    }
  }
  for (const std::size_t height : {1, 2, 3, 6, 7, 13, 17}) {
    all.push_back({.height = height, .width = 1, .channels = 65, .filters = 10});
    all.push_back({.height = height + 2,
                   .width = 7,
                   .channels = 2,
                   .kernel_height = 3,
                   .kernel_width = 7,
                   .filters = 17});
  }
  for (const std::size_t channels : {16, 32}) {
    all.push_back(
        {.height = 9, .width = 6, .channels = channels, .kernel_height = 3, .kernel_width = 3, .filters = 5});
  }
  for (const std::size_t height : {3, 4, 9, 10}) {
    for (const std::size_t stride : {2, 3}) {
      all.push_back({.height = height,
                     .width = 8,
                     .channels = 3,
                     .kernel_height = 3,
                     .kernel_width = 2,
                     .filters = 16,
                     .stride_height = stride,
                     .stride_width = 5 - stride});
    }
  }
  return all;
}

class ConvKernels : public testing::EveryTarget {};
INSTANTIATE_TEST_SUITE_P(Targets, ConvKernels, testing::all_targets(), testing::target_name);

TEST_P(ConvKernels, ForwardIsThePlainLoops) {
  Rng rng(1);
  for (const ConvShape& shape : shapes()) {
    const auto input = random_values(shape.height * shape.width * shape.channels, rng);
    const auto kernel = random_values(shape.kernel_rows() * shape.filters, rng);
    const auto bias = random_values(shape.filters, rng);
    std::vector<float> output(shape.places() * shape.filters, 99.0F);
    conv_forward(shape, input, kernel, bias, output);
    EXPECT_TRUE(expect_close(output, testing::plain_conv_forward(shape, input, kernel, bias), kSums))
        << text(shape);
  }
}

TEST_P(ConvKernels, InputGradientIsThePlainLoopsAndIsAdded) {
  Rng rng(2);
  for (const ConvShape& shape : shapes()) {
    const auto d_output = random_values(shape.places() * shape.filters, rng);
    const auto kernel = random_values(shape.kernel_rows() * shape.filters, rng);
    std::vector<float> transposed(kernel.size());
    transpose_kernel(kernel, shape.filters, transposed);
    std::vector<float> d_input(shape.height * shape.width * shape.channels, 2.0F);
    conv_backward_input(shape, d_output, transposed, d_input);
    std::vector<double> expected = testing::plain_conv_backward_input(shape, d_output, kernel);
    for (double& value : expected) value += 2.0;
    EXPECT_TRUE(expect_close(d_input, expected, kSums)) << text(shape);
  }
}

TEST_P(ConvKernels, KernelGradientIsThePlainLoopsAndIsAdded) {
  Rng rng(3);
  for (const ConvShape& shape : shapes()) {
    const auto input = random_values(shape.height * shape.width * shape.channels, rng);
    const auto d_output = random_values(shape.places() * shape.filters, rng);
    const auto before = random_values(shape.kernel_rows() * shape.filters, rng);
    std::vector<float> d_kernel = before;
    const std::size_t cut = shape.kernel_rows() / 3;
    conv_backward_kernel(shape, {0, cut}, input, d_output, d_kernel);
    conv_backward_kernel(shape, {cut, shape.kernel_rows()}, input, d_output, d_kernel);
    std::vector<double> expected = testing::plain_conv_backward_kernel(shape, input, d_output);
    for (std::size_t i = 0; i < expected.size(); ++i) expected[i] += before[i];
    EXPECT_TRUE(expect_close(d_kernel, expected, kSums)) << text(shape);
  }
}

TEST_P(ConvKernels, BiasGradientIsTheSumOverPlacesAndIsAdded) {
  Rng rng(4);
  for (const std::size_t filters : {1, 3, 8, 10, 32, 33}) {
    const auto d_output = random_values(7 * filters, rng);
    std::vector<float> d_bias(filters, 2.0F);
    std::vector<double> expected(filters, 2.0);
    for (std::size_t i = 0; i < d_output.size(); ++i) expected[i % filters] += d_output[i];
    conv_backward_bias(d_output, d_bias);
    EXPECT_TRUE(expect_close(d_bias, expected, kSums)) << filters << " filters";
  }
}

TEST_P(ConvKernels, AOneHotKernelMovesTheInput) {
  const ConvShape shape{.height = 4, .width = 3, .kernel_height = 2, .kernel_width = 2};
  std::vector<float> input(12);
  for (std::size_t i = 0; i < input.size(); ++i) input[i] = static_cast<float>(i);
  const std::vector<float> lower_right{0, 0, 0, 1};
  std::vector<float> output(6);
  conv_forward(shape, input, lower_right, std::vector<float>{0.5F}, output);
  EXPECT_EQ(output, (std::vector<float>{4.5F, 5.5F, 7.5F, 8.5F, 10.5F, 11.5F}));
}

TEST(PaddedSamples, LieWithinABorderOfZeros) {
  const PaddedSample shape{.height = 2, .width = 1, .channels = 2, .border = 1};
  const std::vector<float> sample{1, 2, 3, 4};
  std::vector<float> padded(shape.size(), 99.0F);
  pad_sample(shape, sample, padded);
  EXPECT_EQ(padded,
            (std::vector<float>{0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0}));
  std::vector<float> back(4);
  crop_sample(shape, padded, back);
  EXPECT_EQ(back, sample);
}

}  // namespace
}  // namespace mrec::nn
