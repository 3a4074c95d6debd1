#include "mrec/nn/time_statistics.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "nn/every_target.h"
#include "nn/gradient_check.h"
#include "nn/statistics_kernels.h"
#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;
using testing::random_values;

std::vector<double> plain_statistics(std::size_t steps, const std::vector<float>& input) {
  const std::size_t features = input.size() / steps;
  std::vector<double> output(3 * features);
  for (std::size_t feature = 0; feature < features; ++feature) {
    double sum = 0;
    double peak = input[feature];
    for (std::size_t step = 0; step < steps; ++step) {
      const double value = input[step * features + feature];
      sum += value;
      peak = std::max(peak, value);
    }
    const double mean = sum / static_cast<double>(steps);
    double square = 0;
    for (std::size_t step = 0; step < steps; ++step) {
      const double off = input[step * features + feature] - mean;
      square += off * off;
    }
    output[feature] = mean;
    output[features + feature] = peak;
    output[2 * features + feature] = std::sqrt(square / static_cast<double>(steps) + 1e-5);
  }
  return output;
}

/// Every number that equals the maximum counts as it only when none before it does.
std::vector<double> plain_gradient(std::size_t steps, const std::vector<float>& input,
                                   const std::vector<float>& d_output) {
  const std::size_t features = input.size() / steps;
  const std::vector<double> output = plain_statistics(steps, input);
  std::vector<double> d_input(input.size());
  for (std::size_t feature = 0; feature < features; ++feature) {
    bool found = false;
    for (std::size_t i = feature; i < input.size(); i += features) {
      const double off = input[i] - output[feature];
      d_input[i] =
          (d_output[feature] + d_output[2 * features + feature] * off / output[2 * features + feature]) /
          static_cast<double>(steps);
      if (!found && input[i] == output[features + feature]) {
        d_input[i] += d_output[features + feature];
        found = true;
      }
    }
  }
  return d_input;
}

class StatisticsKernels : public testing::EveryTarget {};
INSTANTIATE_TEST_SUITE_P(Targets, StatisticsKernels, testing::all_targets(), testing::target_name);

TEST_P(StatisticsKernels, AreThePlainLoopsForEverySize) {
  Rng rng(1);
  for (const std::size_t steps : {1, 2, 3, 17, 32}) {
    for (const std::size_t features : {1, 2, 3, 8, 15, 16, 33, 64, 97, 128}) {
      SCOPED_TRACE(std::to_string(steps) + " x " + std::to_string(features));
      std::vector<float> input = random_values(steps * features, rng);
      for (float& value : input) value = std::round(value * 8) / 8 - 3;  // ties, and all below 0
      const auto d_output = random_values(3 * features, rng);
      std::vector<float> output(3 * features, 99.0F);
      std::vector<float> d_input(input.size(), 99.0F);
      statistics_forward(steps, input, output);
      EXPECT_TRUE(expect_close(output, plain_statistics(steps, input), {.absolute = 1e-6, .relative = 1e-6}));
      statistics_backward(steps, input, output, d_output, d_input);
      // A deviation of sqrt(1e-5) divides what rounding left of (value - mean).
      EXPECT_TRUE(expect_close(d_input, plain_gradient(steps, input, d_output),
                               {.absolute = 1e-4, .relative = 1e-5}));
    }
  }
}

TEST_P(StatisticsKernels, ASmallDeviationOnALargeMeanIsSeen) {
  std::vector<float> input(64 * 16);
  for (std::size_t i = 0; i < input.size(); ++i) input[i] = i / 16 % 2 == 0 ? 1000.25F : 999.75F;
  std::vector<float> output(48);
  statistics_forward(64, input, output);
  EXPECT_TRUE(expect_close(std::span(output).last(16), std::vector<double>(16, std::sqrt(0.0625 + 1e-5)),
                           {.relative = 1e-6}));
}

/// Six samples of numbers well apart, so that no difference of the check changes which is the maximum.
Tensor spread_batch(SampleShape shape) {
  Tensor batch(6, shape);
  std::vector<std::size_t> order(batch.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  Rng rng(5);
  rng.shuffle(std::span(order));
  for (std::size_t i = 0; i < order.size(); ++i) {
    batch.values()[i] = 0.05F * static_cast<float>(order[i]) - 2.0F;
  }
  return batch;
}

TEST(TimeStatistics, BackwardIsTheCentralDifference) {
  TimeStatistics layer;
  testing::GradientCheck(layer, spread_batch({5, 2, 3}), 1e-2F, {.absolute = 1e-3, .relative = 1e-3})
      .expect_gradients();
}

TEST(TimeStatistics, KeepsWidthAndChannelApart) {
  TimeStatistics layer;
  EXPECT_EQ(layer.output_shape({32, 4, 32}), (SampleShape{1, 1, 384}));
  Tensor batch(1, {2, 2, 1});
  std::ranges::copy(std::vector<float>{1, 10, 3, 20}, batch.values().begin());
  Tensor output;
  layer.infer(batch, output, Workers(1));
  EXPECT_TRUE(expect_close(output.values(), std::vector<float>{2, 15, 3, 20, 1, 5}, {.absolute = 1e-5}));
}

TEST(TimeStatistics, ThreadsLeaveNoTrace) {
  const Tensor batch = spread_batch({7, 3, 5});
  std::vector<std::vector<float>> results;
  for (const int threads : {1, 3}) {
    TimeStatistics layer;
    Tensor output;
    Tensor d_input;
    Rng rng(1);
    layer.train(batch, output, rng, Workers(threads));
    layer.backward(batch, output, output, &d_input, Workers(threads));
    results.emplace_back(output.values().begin(), output.values().end());
    results.back().insert(results.back().end(), d_input.values().begin(), d_input.values().end());
  }
  EXPECT_EQ(results[0], results[1]);
}

}  // namespace
}  // namespace mrec::nn
