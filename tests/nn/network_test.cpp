#include "mrec/nn/network.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "mrec/core/error.h"
#include "mrec/nn/adam.h"
#include "mrec/nn/conv2d.h"
#include "mrec/nn/dense.h"
#include "mrec/nn/dropout.h"
#include "mrec/nn/flatten.h"
#include "mrec/nn/loss.h"
#include "mrec/nn/max_pool2d.h"
#include "mrec/nn/relu.h"
#include "nn/cnn3.h"
#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::build_cnn3;

constexpr SampleShape kSmall{20, 13, 1};

struct Labelled {
  Tensor batch;
  std::vector<int> labels;
};

Labelled random_samples(std::size_t count, SampleShape shape) {
  Rng rng(11);
  Labelled samples{.batch = Tensor(count, shape), .labels = {}};
  for (float& value : samples.batch.values()) value = 2.0F * rng.uniform() - 1.0F;
  for (std::size_t i = 0; i < count; ++i) samples.labels.push_back(static_cast<int>(rng.below(10)));
  return samples;
}

/// Trains and returns the losses.
std::vector<float> train(Network& network, const Labelled& samples, int steps, float rate, int threads) {
  const Workers workers(threads);
  Adam adam({.learning_rate = rate});
  Rng rng(12);
  Tensor d_logits;
  std::vector<float> losses;
  for (int step = 0; step < steps; ++step) {
    losses.push_back(
        softmax_cross_entropy(network.train(samples.batch, rng, workers), samples.labels, d_logits));
    network.backward(samples.batch, d_logits, workers);
    adam.step(network.parameters());
  }
  return losses;
}

/// Runs what must fail and returns the error's message.
template <class Body>
std::string message_of(ErrorKind kind, const Body& body) {
  try {
    body();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind);
    return error.what();
  }
  return "no error";
}

TEST(Network, ShapesAreThoseOfTheReference) {
  const Network network = build_cnn3({130, 13, 1}, 0.3F, Rng(1));
  EXPECT_EQ(network.output_shape(), (SampleShape{1, 1, 10}));
  const auto outputs = network.infer(Tensor(1, {130, 13, 1}),
                                     {"conv1", "pool1", "conv2", "norm2", "conv3", "norm3"}, Workers(1));
  EXPECT_EQ(outputs[0].shape(), (SampleShape{128, 11, 32}));
  EXPECT_EQ(outputs[1].shape(), (SampleShape{64, 6, 32}));
  EXPECT_EQ(outputs[2].shape(), (SampleShape{62, 4, 32}));
  EXPECT_EQ(outputs[3].shape(), (SampleShape{31, 2, 32}));
  EXPECT_EQ(outputs[4].shape(), (SampleShape{30, 1, 32}));
  EXPECT_EQ(outputs[5].shape(), (SampleShape{15, 1, 32}));
}

TEST(Network, TheNumberOfThreadsLeavesNoTrace) {
  const Labelled samples = random_samples(41, kSmall);  // ten slices and a bit
  std::vector<NamedTensor> first;
  std::vector<float> first_losses;
  for (const int threads : {1, 2, 3}) {
    Network network = build_cnn3(kSmall, 0.3F, Rng(1));
    const std::vector<float> losses = train(network, samples, 5, 1e-3F, threads);
    const std::vector<NamedTensor> state = network.state();
    const std::vector<Tensor> inferred = network.infer(samples.batch, {"dense2"}, Workers(threads));
    if (threads == 1) {
      first = state;
      first_losses = losses;
    }
    EXPECT_EQ(losses, first_losses) << threads << " threads";
    for (std::size_t i = 0; i < state.size(); ++i) {
      EXPECT_EQ(state[i].values, first[i].values) << state[i].name << ", " << threads << " threads";
    }
  }
}

TEST(Network, InferenceOfASampleDoesNotDependOnItsBatch) {
  const Network network = build_cnn3(kSmall, 0.3F, Rng(1));
  const Labelled samples = random_samples(7, kSmall);
  const Tensor together = network.infer(samples.batch, {"dense2"}, Workers(2))[0];
  for (std::size_t i = 0; i < 7; ++i) {
    Tensor one(1, kSmall);
    std::ranges::copy(samples.batch.sample(i), one.values().begin());
    const Tensor alone = network.infer(one, {"dense2"}, Workers(1))[0];
    EXPECT_TRUE(std::ranges::equal(alone.values(), together.sample(i))) << "sample " << i;
  }
}

/// Convolution, ReLU, pooling and norm are done in one go unless somebody looks within.
TEST(Network, WhoLooksWithinABlockChangesNothing) {
  const Network network = build_cnn3(kSmall, 0.3F, Rng(1));
  const Labelled samples = random_samples(3, kSmall);
  const auto within =
      network.infer(samples.batch, {"conv1", "relu1", "pool1", "norm1", "dense2"}, Workers(1));
  const auto whole = network.infer(samples.batch, {"norm1", "dense2"}, Workers(1));
  EXPECT_TRUE(std::ranges::equal(within[3].values(), whole[0].values()));
  EXPECT_TRUE(std::ranges::equal(within[4].values(), whole[1].values()));
  EXPECT_LT(std::ranges::min(within[0].values()), 0.0F);
  EXPECT_EQ(std::ranges::min(within[1].values()), 0.0F);
  EXPECT_EQ(within[2].shape(), (SampleShape{9, 6, 32}));
}

/// Layers that share their tensors with the one before and layers that may not, in one chain.
TEST(Network, GradientsHoldWhereLayersShareTensors) {
  const Workers workers(1);
  Rng rng(3);
  Labelled samples = random_samples(2, {4, 4, 2});
  Network network({4, 4, 2}, Rng(4));
  network.add("conv",
              std::make_unique<Conv2d>(Conv2dOptions{.filters = 3, .kernel_height = 1, .kernel_width = 1}));
  network.add("pool", std::make_unique<MaxPool2d>(MaxPool2dOptions{}));
  network.add("relu", std::make_unique<Relu>());
  network.add("again", std::make_unique<Relu>());
  network.add("flatten", std::make_unique<Flatten>());
  network.add("dense", std::make_unique<Dense>(10));
  Tensor d_logits;
  Tensor ignored;
  softmax_cross_entropy(network.train(samples.batch, rng, workers), samples.labels, d_logits);
  network.backward(samples.batch, d_logits, workers);
  Parameter& kernel = *network.parameters()[0];
  const std::vector<float> analytic = kernel.gradient;
  std::vector<double> expected;
  for (float& weight : kernel.values) {
    const float kept = weight;
    weight = kept + 2e-3F;
    const double high =
        softmax_cross_entropy(network.train(samples.batch, rng, workers), samples.labels, ignored);
    weight = kept - 2e-3F;
    const double low =
        softmax_cross_entropy(network.train(samples.batch, rng, workers), samples.labels, ignored);
    weight = kept;
    expected.push_back((high - low) / 4e-3);
  }
  EXPECT_TRUE(testing::expect_close(analytic, expected, {.absolute = 1e-3, .relative = 1e-2}));
}

TEST(Network, LearnsAFewSamplesByHeart) {
  Network network = build_cnn3(kSmall, 0.0F, Rng(2));
  const std::vector<float> losses = train(network, random_samples(8, kSmall), 60, 3e-3F, 2);
  EXPECT_GT(losses.front(), 1.5F);
  EXPECT_LT(losses.back(), 0.02F);
}

TEST(Network, BatchesMayChangeTheirSize) {
  Network network = build_cnn3(kSmall, 0.3F, Rng(2));
  for (const std::size_t count : {5, 9, 1, 4}) {
    for (const float loss : train(network, random_samples(count, kSmall), 2, 1e-3F, 2)) {
      EXPECT_TRUE(std::isfinite(loss)) << count << " samples";
    }
  }
}

TEST(Network, AnEmptyBatchGivesEmptyOutputs) {
  const Network network = build_cnn3(kSmall, 0.3F, Rng(2));
  const std::vector<Tensor> outputs = network.infer(Tensor(0, kSmall), {"dense2"}, Workers(2));
  EXPECT_EQ(outputs[0].samples(), 0U);
  EXPECT_EQ(outputs[0].shape(), (SampleShape{1, 1, 10}));
}

TEST(Network, AnInputThatIsTooSmallNamesTheLayer) {
  const std::string time = message_of(ErrorKind::kData, [] { build_cnn3({9, 13, 1}, 0.3F, Rng(1)); });
  EXPECT_EQ(
      time,
      "conv3: an input of 1 x 2 (time x coefficient) is too small for the 2 x 2 kernel: use longer chunks");
  const std::string width = message_of(ErrorKind::kData, [] { build_cnn3({130, 2, 1}, 0.3F, Rng(1)); });
  EXPECT_EQ(width,
            "conv1: an input of 130 x 2 (time x coefficient) is too small for the 3 x 3 kernel: "
            "use more coefficients");
}

TEST(NetworkState, IsNamedByLayerAndArrayAndComesBack) {
  const Network trained = build_cnn3(kSmall, 0.3F, Rng(1));
  const std::vector<NamedTensor> state = trained.state();
  EXPECT_EQ(state.size(), 22U);
  EXPECT_EQ(state.front().name, "conv1.kernel");
  EXPECT_EQ(state.front().shape, (std::vector<std::int64_t>{3, 3, 1, 32}));
  EXPECT_EQ(state.back().name, "dense2.bias");

  Network other = build_cnn3(kSmall, 0.3F, Rng(2));
  EXPECT_NE(other.state().front().values, state.front().values);
  other.load_state(state);
  for (std::size_t i = 0; i < state.size(); ++i) EXPECT_EQ(other.state()[i].values, state[i].values);
}

TEST(NetworkState, WhatDoesNotFitIsRefusedAndChangesNothing) {
  Network network = build_cnn3(kSmall, 0.3F, Rng(1));
  const std::vector<NamedTensor> good = build_cnn3(kSmall, 0.3F, Rng(2)).state();
  const auto refused = [&](std::vector<NamedTensor> state) {
    return message_of(ErrorKind::kFormat, [&] { network.load_state(state); });
  };
  std::vector<NamedTensor> missing = good;
  missing.pop_back();
  EXPECT_EQ(refused(missing), "dense2.bias: is missing: train the model again");

  std::vector<NamedTensor> turned = good;
  turned[0].shape = {3, 3, 32, 1};
  EXPECT_EQ(refused(turned), "conv1.kernel: has another shape than the network: train the model again");

  std::vector<NamedTensor> more = good;
  more.push_back({.name = "conv9.kernel", .shape = {1}, .values = {0.0F}});
  EXPECT_EQ(refused(more), "conv9.kernel: belongs to no layer of the network: train the model again");

  EXPECT_EQ(network.state().front().values, build_cnn3(kSmall, 0.3F, Rng(1)).state().front().values);
}

TEST(NetworkState, FirstWeightsAreGlorotUniform) {
  const Network network = build_cnn3({130, 13, 1}, 0.3F, Rng(1));
  for (const NamedTensor& tensor : network.state()) {
    if (tensor.name != "conv2.kernel" && tensor.name != "dense1.kernel") continue;
    const double limit =
        tensor.name == "conv2.kernel" ? std::sqrt(6.0 / (288 + 288)) : std::sqrt(6.0 / (480 + 64));
    const auto [least, most] = std::ranges::minmax(tensor.values);
    EXPECT_TRUE(
        testing::expect_close(std::vector{least, most}, std::vector{-limit, limit}, {.relative = 0.01}))
        << tensor.name;
  }
}

TEST(NetworkState, FirstWeightsAreWithinTheFanInWhereThatIsAsked) {
  Network network({9, 9, 8}, Rng(1));
  network.add("conv", std::make_unique<Conv2d>(Conv2dOptions{.filters = 64, .weights = WeightRange::kFanIn}));
  network.add("flatten", std::make_unique<Flatten>());
  network.add("dense", std::make_unique<Dense>(50, WeightRange::kFanIn));
  for (const NamedTensor& tensor : network.state()) {
    if (!tensor.name.ends_with("kernel")) continue;
    const double limit = 1 / std::sqrt(tensor.name == "conv.kernel" ? 3 * 3 * 8 : 7 * 7 * 64);
    const auto [least, most] = std::ranges::minmax(tensor.values);
    EXPECT_TRUE(
        testing::expect_close(std::vector{least, most}, std::vector{-limit, limit}, {.relative = 0.01}))
        << tensor.name;
  }
}

}  // namespace
}  // namespace mrec::nn
