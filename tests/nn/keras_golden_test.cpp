#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "mrec/core/safetensors.h"
#include "mrec/nn/adam.h"
#include "mrec/nn/loss.h"
#include "nn/cnn3.h"
#include "support/data_folders.h"
#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;
using testing::Tolerance;

/// Two float32 programs that add in different orders agree to a few 1e-6 of the largest numbers.
constexpr Tolerance kInference{.absolute = 2e-5, .relative = 1e-5};
constexpr Tolerance kGradient{.absolute = 2e-6, .relative = 1e-4};
/// Adam's first step is about 1e-3 however small the gradient, so rounding shows where a gradient is almost
/// 0: a tenth of a step here, a hundredth where Keras's own gradients are put in.
constexpr Tolerance kStepped{.absolute = 1e-4, .relative = 1e-6};
constexpr Tolerance kSteppedByItsGradient{.absolute = 1e-5, .relative = 1e-6};

/// tests/golden/keras_cnn3.safetensors: what Keras computes for the same weights and samples.
class KerasGolden : public ::testing::Test {
 protected:
  KerasGolden()
      : golden_(read_safetensors(testing::golden_file("keras_cnn3.safetensors"))),
        network_(testing::build_cnn3({130, 13, 1}, 0.0F, Rng(1))) {
    network_.load_state(stage("initial."));
    const NamedTensor& input = golden_.tensor("input");
    batch_.resize(static_cast<std::size_t>(input.shape[0]), {130, 13, 1});
    std::ranges::copy(input.values, batch_.values().begin());
    for (const float label : golden_.tensor("labels").values) labels_.push_back(static_cast<int>(label));
  }

  std::vector<NamedTensor> stage(const std::string& prefix) const {
    std::vector<NamedTensor> tensors;
    for (const NamedTensor& tensor : golden_.tensors) {
      if (!tensor.name.starts_with(prefix)) continue;
      tensors.push_back(tensor);
      tensors.back().name.erase(0, prefix.size());
    }
    return tensors;
  }

  /// Forward and backward of one training step; returns the loss.
  float fill_gradients() {
    Rng rng(1);
    Tensor d_logits;
    const float loss = softmax_cross_entropy(network_.train(batch_, rng, workers_), labels_, d_logits);
    network_.backward(batch_, d_logits, workers_);
    return loss;
  }

  void expect_stepped(Tolerance tolerance) const {
    const TensorFile stepped{.metadata = {}, .tensors = network_.state()};
    const std::vector<NamedTensor> expected = stage("stepped.");
    EXPECT_EQ(expected.size(), 21U);
    for (const NamedTensor& tensor : expected) {
      EXPECT_TRUE(expect_close(stepped.tensor(tensor.name).values, tensor.values, tolerance)) << tensor.name;
    }
  }

  TensorFile golden_;
  Network network_;
  Tensor batch_;
  std::vector<int> labels_;
  Workers workers_{2};
};

TEST_F(KerasGolden, InferenceAgreesLayerByLayer) {
  const std::vector<std::string> layers{"norm1", "norm3", "relu4", "dense2"};
  const std::vector<Tensor> outputs = network_.infer(batch_, layers, workers_);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const std::string name =
        layers[i] == "relu4" ? "dense1" : layers[i];  // in Keras ReLU is part of the layer
    const std::vector<float>& expected = golden_.tensor("infer." + name).values;
    const auto actual = outputs[i].values().first(std::min(expected.size(), outputs[i].values().size()));
    EXPECT_TRUE(expect_close(actual, expected, kInference)) << layers[i];
  }
  Tensor probabilities = outputs.back();
  log_softmax(probabilities);
  for (float& value : probabilities.values()) value = std::exp(value);
  EXPECT_TRUE(
      expect_close(probabilities.values(), golden_.tensor("infer.probabilities").values, {.absolute = 1e-5}));
}

TEST_F(KerasGolden, GradientsAgreeLayerByLayer) {
  const float loss = fill_gradients();
  EXPECT_TRUE(expect_close(std::vector{loss}, golden_.tensor("loss").values, {.relative = 1e-5}));
  std::vector<Parameter*> parameters = network_.parameters();
  std::size_t compared = 0;
  const std::vector<NamedTensor> names = network_.state();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (parameters[i]->gradient.empty()) continue;
    const std::vector<float>& expected = golden_.tensor("gradient." + names[i].name).values;
    EXPECT_TRUE(expect_close(parameters[i]->gradient, expected, kGradient)) << names[i].name;
    ++compared;
  }
  EXPECT_EQ(compared, 16U);
}

TEST_F(KerasGolden, OneTrainingStepAgreesLayerByLayer) {
  fill_gradients();
  Adam adam({.learning_rate = 1e-3F});
  adam.step(network_.parameters());
  expect_stepped(kStepped);
}

TEST_F(KerasGolden, AdamMakesOfKerasGradientsWhatKerasMakes) {
  fill_gradients();  // moves the running statistics
  const std::vector<NamedTensor> names = network_.state();
  const std::vector<Parameter*> parameters = network_.parameters();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!parameters[i]->gradient.empty()) {
      parameters[i]->gradient = golden_.tensor("gradient." + names[i].name).values;
    }
  }
  Adam adam({.learning_rate = 1e-3F});
  adam.step(parameters);
  expect_stepped(kSteppedByItsGradient);
}

TEST_F(KerasGolden, TheNetworkHasAsManyParametersAsTheReference) {
  std::size_t all = 0;
  std::size_t learnt = 0;
  for (const Parameter* parameter : network_.parameters()) {
    all += parameter->values.size();
    learnt += parameter->gradient.size();
  }
  EXPECT_EQ(all, 45'514U);
  EXPECT_EQ(learnt, 45'322U);
}

}  // namespace
}  // namespace mrec::nn
