#include "nn/norm_kernels.h"

#include <gtest/gtest.h>

#include <vector>

#include "nn/every_target.h"
#include "nn/plain_kernels.h"
#include "nn/relu_kernels.h"
#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;
using testing::random_values;

constexpr std::size_t kPlaces = 7;

class NormKernels : public testing::EveryTarget {
 protected:
  /// Calls body(channels) for sizes below, at and above a vector.
  template <class Body>
  static void for_each_size(const Body& body) {
    for (const std::size_t channels : {1, 2, 3, 8, 10, 16, 32, 33}) {
      SCOPED_TRACE(channels);
      body(channels);
    }
  }

  Rng rng_{1};
};
INSTANTIATE_TEST_SUITE_P(Targets, NormKernels, testing::all_targets(), testing::target_name);

TEST_P(NormKernels, SumsAreThePlainLoopsAndAreAdded) {
  for_each_size([&](std::size_t channels) {
    const auto input = random_values(kPlaces * channels, rng_);
    const auto d_output = random_values(kPlaces * channels, rng_);
    const auto mean = random_values(channels, rng_);
    std::vector<double> sums(channels, 1.0), squares(channels, 2.0), d_sums(channels, 3.0),
        products(channels, 4.0);
    std::vector<double> expected[] = {sums, squares, d_sums, products};
    for (std::size_t i = 0; i < input.size(); ++i) {
      const double x = input[i];
      const double gradient = d_output[i];
      expected[0][i % channels] += x;
      expected[1][i % channels] += x * x;
      expected[2][i % channels] += gradient;
      expected[3][i % channels] += gradient * (x - mean[i % channels]);
    }
    sum_moments(input, sums, squares);
    sum_products(input, d_output, mean, d_sums, products);
    EXPECT_TRUE(expect_close(sums, expected[0], {.absolute = 1e-12}));
    EXPECT_TRUE(expect_close(squares, expected[1], {.absolute = 1e-12}));
    EXPECT_TRUE(expect_close(d_sums, expected[2], {.absolute = 1e-12}));
    EXPECT_TRUE(expect_close(products, expected[3], {.absolute = 1e-12}));
  });
}

TEST_P(NormKernels, MapsAreThePlainLoops) {
  for_each_size([&](std::size_t channels) {
    const auto first = random_values(kPlaces * channels, rng_);
    const auto second = random_values(kPlaces * channels, rng_);
    const auto a = random_values(channels, rng_);
    const auto b = random_values(channels, rng_);
    const auto c = random_values(channels, rng_);
    std::vector<double> one;
    std::vector<double> two;
    for (std::size_t i = 0; i < first.size(); ++i) {
      const std::size_t channel = i % channels;
      one.push_back(static_cast<double>(a[channel]) * first[i] + b[channel]);
      two.push_back(static_cast<double>(a[channel]) * first[i] + static_cast<double>(b[channel]) * second[i] +
                    c[channel]);
    }
    std::vector<float> output(first.size(), 99.0F);
    scale_and_shift(first, a, b, output);
    EXPECT_TRUE(expect_close(output, one, {.absolute = 1e-6}));
    blend(first, second, {.first_scale = a, .second_scale = b, .shift = c}, output);
    EXPECT_TRUE(expect_close(output, two, {.absolute = 1e-6}));
  });
}

TEST_P(NormKernels, ReluIsThePlainLoopForEverySize) {
  for_each_size([&](std::size_t size) {
    std::vector<float> input = random_values(size, rng_);
    input[size / 2] = 0.0F;
    const auto d_output = random_values(size, rng_);
    std::vector<float> forward;
    std::vector<float> backward;
    for (std::size_t i = 0; i < size; ++i) {
      forward.push_back(input[i] > 0 ? input[i] : 0);
      backward.push_back(input[i] > 0 ? d_output[i] : 0);
    }
    std::vector<float> output(size, 99.0F);
    std::vector<float> d_input(size, 99.0F);
    relu_forward(input, output);
    relu_backward(output, d_output, d_input);
    EXPECT_EQ(output, forward);
    EXPECT_EQ(d_input, backward);
  });
}

}  // namespace
}  // namespace mrec::nn
