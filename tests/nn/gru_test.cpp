#include "mrec/nn/gru.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "mrec/core/matrix.h"
#include "nn/every_target.h"
#include "nn/gradient_check.h"
#include "nn/gru_kernels.h"
#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;
using testing::random_values;

double logistic(double x) {
  return 1 / (1 + std::exp(-x));
}

/// States of one sample as the formula says, in double. `gates` is the input part.
std::vector<double> plain_states(const GruShape& shape, std::span<const float> kernel,
                                 std::span<const float> bias, std::span<const float> gates) {
  const std::size_t units = shape.units;
  std::vector<double> states;
  std::vector<double> h(units, 0.0);
  for (std::size_t step = 0; step < shape.steps; ++step) {
    std::vector<double> b(bias.begin(), bias.end());
    for (std::size_t i = 0; i < units * 3 * units; ++i) b[i % (3 * units)] += h[i / (3 * units)] * kernel[i];
    const auto a = gates.subspan(step * 3 * units, 3 * units);
    for (std::size_t unit = 0; unit < units; ++unit) {
      const double z = logistic(a[unit] + b[unit]);
      const double r = logistic(a[units + unit] + b[units + unit]);
      const double c = std::tanh(a[2 * units + unit] + r * b[2 * units + unit]);
      h[unit] = z * h[unit] + (1 - z) * c;
    }
    states.insert(states.end(), h.begin(), h.end());
  }
  return states;
}

/// Random weights, inputs of the gates and memory for what the kernels leave.
struct Trial {
  explicit Trial(const GruShape& trial_shape)
      : shape(trial_shape),
        kernel(random_values(3 * shape.units * shape.units, rng)),
        bias(random_values(3 * shape.units, rng)),
        gates(random_values(3 * shape.samples * shape.steps * shape.units, rng)),
        recurrent(gates.size(), 99.0F),
        states(gates.size() / 3, 99.0F) {
    for (float& value : gates) value *= 3;
  }

  GruTrace trace() { return {.gates = gates, .recurrent = recurrent, .states = states}; }

  std::vector<double> expected_states() const {
    std::vector<double> all;
    for (std::size_t sample = 0; sample < shape.samples; ++sample) {
      const std::size_t one = 3 * shape.steps * shape.units;
      const auto of_sample = plain_states(shape, kernel, bias, std::span(gates).subspan(sample * one, one));
      all.insert(all.end(), of_sample.begin(), of_sample.end());
    }
    return all;
  }

  Rng rng{1};
  GruShape shape;
  std::vector<float> kernel;
  std::vector<float> bias;
  std::vector<float> gates;
  std::vector<float> recurrent;
  std::vector<float> states;
};

/// Calls body(shape) for sizes around the kernels' blocks of samples and units.
template <class Body>
void for_each_shape(const Body& body) {
  for (const std::size_t samples : {1, 3, 4, 5}) {
    for (const std::size_t steps : {1, 2, 5}) {
      for (const std::size_t units : {1, 2, 3, 4, 7, 16, 17, 33, 53}) {
        SCOPED_TRACE(std::to_string(samples) + " x " + std::to_string(steps) + " x " + std::to_string(units));
        body(GruShape{.samples = samples, .steps = steps, .units = units});
      }
    }
  }
}

class GruKernels : public testing::EveryTarget {};
INSTANTIATE_TEST_SUITE_P(Targets, GruKernels, testing::all_targets(), testing::target_name);

TEST_P(GruKernels, ForwardIsThePlainLoopsForEverySize) {
  for_each_shape([](const GruShape& shape) {
    Trial trial(shape);
    const std::vector<double> expected = trial.expected_states();
    gru_forward(shape, trial.kernel, trial.bias, trial.trace());
    EXPECT_TRUE(expect_close(trial.states, expected, {.absolute = 5e-6}));
  });
}

/// d_states random, of all states: the sum of d_states * states must fall by `d_gates` * step when the input
/// part moves by `step` in any place, which plain_states() tells to 1e-9.
TEST_P(GruKernels, BackwardIsTheCentralDifferenceOfThePlainLoops) {
  for_each_shape([](const GruShape& shape) {
    if (shape.units > 33 || shape.samples == 3) return;
    Trial trial(shape);
    const std::vector<float> inputs = trial.gates;
    const auto d_states = random_values(trial.states.size(), trial.rng);
    const auto functional = [&](const Trial& at) {
      const std::vector<double> states = at.expected_states();
      double sum = 0;
      for (std::size_t i = 0; i < states.size(); ++i) sum += d_states[i] * states[i];
      return sum;
    };
    std::vector<float> d_state(shape.samples * shape.units, 0.0F);
    std::vector<float> transposed(trial.kernel.size());
    for (std::size_t i = 0; i < transposed.size(); ++i) {
      transposed[i % (3 * shape.units) * shape.units + i / (3 * shape.units)] = trial.kernel[i];
    }
    Trial moved = trial;
    gru_forward(shape, trial.kernel, trial.bias, trial.trace());
    gru_backward(shape, transposed, d_states, d_state, trial.trace());
    for (std::size_t i = 0; i < inputs.size(); i += 1 + inputs.size() / 25) {
      moved.gates[i] = inputs[i] + 0x1p-10F;
      const double high = functional(moved);
      moved.gates[i] = inputs[i] - 0x1p-10F;
      const double low = functional(moved);
      moved.gates[i] = inputs[i];
      EXPECT_NEAR(trial.gates[i], (high - low) * 0x1p9, 2e-5) << i;
    }
  });
}

TEST_P(GruKernels, GatesSaturateWithoutNan) {
  Trial trial({.samples = 1, .steps = 2, .units = 4});
  std::ranges::fill(trial.kernel, 0.0F);
  trial.bias = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  trial.gates = {-1e30F, 1e30F, -1e30F, 0, 0, 1e30F, -1e30F, 0, 1e30F, 1e30F, -1e30F, 0,
                 -1e30F, 1e30F, 1e30F,  0, 0, 0,     0,      0, 0,     0,     0,      0};
  gru_forward(trial.shape, trial.kernel, trial.bias, trial.trace());
  EXPECT_TRUE(expect_close(trial.states, std::vector<float>{1, 0, -1, 0, 0, 0, -1, 0}, {.absolute = 1e-6}));
}

Tensor random_batch(std::size_t samples, SampleShape shape) {
  Rng rng(6);
  Tensor batch(samples, shape);
  std::ranges::copy(random_values(batch.size(), rng), batch.values().begin());
  return batch;
}

/// Every array random: at the zeros that training starts from, mixed-up biases would not show.
void randomise(Gru& layer, SampleShape input) {
  Rng rng(3);
  layer.initialise(input, rng);
  for (Parameter* parameter : layer.parameters()) {
    for (float& value : parameter->values) value = 0.8F * (2.0F * rng.uniform() - 1.0F);
  }
}

TEST(Gru, BackwardThroughTimeIsTheCentralDifference) {
  for (const bool returns_sequence : {false, true}) {
    for (const int steps : {1, 6}) {
      SCOPED_TRACE(std::to_string(steps) + " steps");
      const Tensor batch = random_batch(6, {steps, 2, 3});
      Gru layer({.units = 5, .returns_sequence = returns_sequence});
      randomise(layer, batch.shape());
      testing::GradientCheck(layer, batch, 1e-2F, {.absolute = 1e-3, .relative = 2e-3}).expect_gradients();
    }
  }
}

TEST(Gru, ThreadsLeaveNoTrace) {
  const Tensor batch = random_batch(11, {7, 2, 5});
  std::vector<std::vector<float>> results;
  for (const int threads : {1, 3}) {
    Gru layer({.units = 9, .returns_sequence = true});
    randomise(layer, batch.shape());
    Tensor output;
    Tensor d_input;
    Rng rng(1);
    layer.train(batch, output, rng, Workers(threads));
    layer.backward(batch, output, output, &d_input, Workers(threads));
    results.emplace_back(d_input.values().begin(), d_input.values().end());
    for (const Parameter* parameter : layer.parameters()) {
      results.back().insert(results.back().end(), parameter->gradient.begin(), parameter->gradient.end());
    }
  }
  EXPECT_EQ(results[0], results[1]);
}

/// Gradients of a small batch, after those of a large one or not.
std::vector<float> gradients_of_small(bool returns_sequence, bool after_large) {
  const Tensor large = random_batch(9, {4, 1, 3});
  const Tensor small = random_batch(2, {4, 1, 3});
  Gru layer({.units = 4, .returns_sequence = returns_sequence});
  randomise(layer, small.shape());
  Tensor output;
  Rng rng(1);
  const Workers alone(1);
  for (const Tensor* batch : {&large, &small}) {
    if (batch == &large && !after_large) continue;
    layer.train(*batch, output, rng, alone);
    layer.backward(*batch, output, output, nullptr, alone);
  }
  std::vector<float> all;
  for (const Parameter* parameter : layer.parameters()) {
    all.insert(all.end(), parameter->gradient.begin(), parameter->gradient.end());
  }
  return all;
}

TEST(Gru, ABatchForgetsTheOneBefore) {
  EXPECT_EQ(gradients_of_small(false, true), gradients_of_small(false, false));
  EXPECT_EQ(gradients_of_small(true, true), gradients_of_small(true, false));
}

TEST(Gru, InferenceIsTheForwardPassOfTraining) {
  const Tensor batch = random_batch(5, {6, 1, 4});
  for (const bool returns_sequence : {false, true}) {
    Gru layer({.units = 3, .returns_sequence = returns_sequence});
    randomise(layer, batch.shape());
    Tensor trained;
    Tensor inferred;
    Rng rng(1);
    layer.train(batch, trained, rng, Workers(1));
    layer.infer(batch, inferred, Workers(1));
    EXPECT_TRUE(std::ranges::equal(trained.values(), inferred.values()));
    EXPECT_EQ(trained.shape(), (SampleShape{returns_sequence ? 6 : 1, 1, 3}));
  }
}

TEST(Gru, RecurrentMatricesStartOrthogonal) {
  Gru layer({.units = 20});
  Rng rng(2);
  layer.initialise({8, 1, 4}, rng);
  const Eigen::Map<const Matrix> kernel(layer.parameters()[1]->values.data(), 20, 60);
  for (int gate = 0; gate < 3; ++gate) {
    const Matrix product = kernel.middleCols(20 * gate, 20) * kernel.middleCols(20 * gate, 20).transpose();
    EXPECT_LT((product - Matrix::Identity(20, 20)).cwiseAbs().maxCoeff(), 1e-5F);
  }
  EXPECT_GT((kernel.leftCols(20) - kernel.rightCols(20)).cwiseAbs().maxCoeff(), 0.1F);
}

}  // namespace
}  // namespace mrec::nn
