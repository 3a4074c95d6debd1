#include "mrec/nn/adam.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "nn/adam_kernels.h"
#include "nn/every_target.h"
#include "nn/plain_kernels.h"
#include "support/expect_close.h"
#include "support/expect_error.h"

namespace mrec::nn {
namespace {

using testing::expect_close;

class AdamKernels : public testing::EveryTarget {};
INSTANTIATE_TEST_SUITE_P(Targets, AdamKernels, testing::all_targets(), testing::target_name);

TEST_P(AdamKernels, AStepIsThePlainLoopForEverySize) {
  const AdamStep step{.rate = 0.1F, .decay = 0.01F, .beta1 = 0.8F, .beta2 = 0.9F, .epsilon = 0.05F};
  Rng rng(1);
  for (const std::size_t size : {1, 2, 3, 15, 16, 17, 64, 101}) {
    SCOPED_TRACE(size);
    const auto gradient = testing::random_values(size, rng);
    auto first = testing::random_values(size, rng);
    auto second = testing::random_values(size, rng);
    for (float& value : second) value = std::abs(value);
    auto values = testing::random_values(size, rng);
    std::vector<double> expected[3];
    for (std::size_t i = 0; i < size; ++i) {
      const double g = gradient[i];
      expected[0].push_back(0.8 * first[i] + 0.2 * g);
      expected[1].push_back(0.9 * second[i] + 0.1 * g * g);
      expected[2].push_back(0.99 * values[i] - 0.1 * expected[0][i] / (std::sqrt(expected[1][i]) + 0.05));
    }
    adam_step(step, gradient, first, second, values);
    EXPECT_TRUE(expect_close(first, expected[0], {.absolute = 1e-6}));
    EXPECT_TRUE(expect_close(second, expected[1], {.absolute = 1e-6}));
    EXPECT_TRUE(expect_close(values, expected[2], {.absolute = 1e-6}));
  }
}

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

TEST(Adam, OnlyMatricesDecayAndByTheRateOfTheStep) {
  Parameter matrix{.name = "kernel", .shape = {1, 2}, .values = {1.0F, -4.0F}, .gradient = {0, 0}};
  Parameter bias{.name = "bias", .shape = {1}, .values = {5.0F}, .gradient = {0}};
  Adam adam({.learning_rate = 0.5F, .weight_decay = 0.2F});
  adam.step({&matrix, &bias});
  EXPECT_TRUE(expect_close(matrix.values, std::vector<float>{0.9F, -3.6F}, {.absolute = 1e-6}));
  adam.set_learning_rate(2.5F);
  adam.step({&matrix, &bias});
  EXPECT_TRUE(expect_close(matrix.values, std::vector<float>{0.45F, -1.8F}, {.absolute = 1e-6}));
  EXPECT_EQ(bias.values, std::vector{5.0F});
}

/// A matrix, running statistics and a bias that learn from noise.
class AdamState : public ::testing::Test {
 protected:
  AdamState()
      : matrix_{"kernel", {3, 2}, testing::random_values(6, rng_), std::vector<float>(6)},
        running_{"mean", {2}, {1, 2}, {}},
        bias_{"bias", {2}, {0, 0}, {0, 0}} {}

  void learn(Adam& adam, int steps) {
    for (int step = 0; step < steps; ++step) {
      matrix_.gradient = testing::random_values(6, rng_);
      bias_.gradient = testing::random_values(2, rng_);
      adam.step(parameters());
    }
  }

  std::vector<Parameter*> parameters() { return {&matrix_, &running_, &bias_}; }

  Rng rng_{4};
  Parameter matrix_;
  Parameter running_;
  Parameter bias_;
  AdamOptions options_{.learning_rate = 0.03F, .weight_decay = 0.1F};
};

TEST_F(AdamState, GoesOnWithTheSameBytes) {
  Adam through(options_);
  learn(through, 5);
  const std::vector<NamedTensor> state = through.state();
  const Parameter matrix = matrix_;
  const Parameter bias = bias_;
  const Rng rng = rng_;
  learn(through, 5);
  const std::vector<float> expected_matrix = matrix_.values;
  const std::vector<float> expected_bias = bias_.values;

  matrix_ = matrix;
  bias_ = bias;
  rng_ = rng;
  Adam resumed(options_);
  resumed.load_state(state, parameters());
  learn(resumed, 5);
  EXPECT_EQ(matrix_.values, expected_matrix);
  EXPECT_EQ(bias_.values, expected_bias);
}

TEST_F(AdamState, BeforeTheFirstStepIsOnlyTheirNumber) {
  Adam fresh(options_);
  ASSERT_EQ(fresh.state().size(), 1U);
  Adam learnt(options_);
  learn(learnt, 1);
  EXPECT_EQ(learnt.state().size(), 5U);  // steps, and two moments of two arrays
  learnt.load_state(fresh.state(), parameters());
  EXPECT_EQ(learnt.state().size(), 1U);
}

TEST_F(AdamState, WhatDoesNotFitIsNamedAndChangesNothing) {
  Adam adam(options_);
  learn(adam, 2);
  const std::vector<NamedTensor> state = adam.state();
  const auto expect_refused = [&](const std::vector<NamedTensor>& damaged, const char* message) {
    Adam victim(options_);
    EXPECT_TRUE(testing::throws_error(ErrorKind::kFormat, message,
                                      [&] { victim.load_state(damaged, parameters()); }));
    EXPECT_EQ(victim.state().size(), 1U);
  };
  std::vector<NamedTensor> missing = state;
  missing.pop_back();
  expect_refused(missing, "Adam's second.2: is missing");
  std::vector<NamedTensor> longer = state;
  longer[1].values.push_back(0);
  expect_refused(longer, "Adam's first.0: has another size");
  std::vector<NamedTensor> more = state;
  more.push_back({.name = "first.1", .shape = {1}, .values = {0}});
  expect_refused(more, "Adam's first.1: belongs to no array");
  for (const float steps : {-1.0F, 0.5F, 1e30F}) {
    std::vector<NamedTensor> other = state;
    other[0].values[0] = steps;
    expect_refused(other, "Adam's steps: is no number of steps");
  }
}

}  // namespace
}  // namespace mrec::nn
