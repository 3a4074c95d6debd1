#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "mrec/core/safetensors.h"
#include "mrec/nn/gru.h"
#include "mrec/nn/network.h"
#include "support/data_folders.h"
#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;

constexpr testing::Tolerance kForward{.absolute = 1e-6};
constexpr testing::Tolerance kGradient{.absolute = 5e-6, .relative = 1e-5};

/// tests/golden/keras_gru.safetensors: what Keras computes for the same weights and samples.
class GruGolden : public ::testing::Test {
 protected:
  GruGolden()
      : golden_(read_safetensors(testing::golden_file("keras_gru.safetensors"))),
        network_({7, 2, 3}, Rng(1)) {
    network_.add("gru1", std::make_unique<Gru>(GruOptions{.units = 5, .returns_sequence = true}));
    network_.add("gru2", std::make_unique<Gru>(GruOptions{.units = 4}));
    std::vector<NamedTensor> weights;
    for (const NamedTensor& tensor : golden_.tensors) {
      if (tensor.name.starts_with("gru")) weights.push_back(tensor);
    }
    network_.load_state(weights);
    fill(batch_, "input", {7, 2, 3});
  }

  void fill(Tensor& tensor, const std::string& name, SampleShape shape) const {
    tensor.resize(5, shape);
    std::ranges::copy(golden_.tensor(name).values, tensor.values().begin());
  }

  TensorFile golden_;
  Network network_;
  Tensor batch_;
  Workers workers_{2};
};

TEST_F(GruGolden, StatesAgree) {
  const std::vector<Tensor> outputs = network_.infer(batch_, {"gru1", "gru2"}, workers_);
  EXPECT_TRUE(expect_close(outputs[0].values(), golden_.tensor("states").values, kForward));
  EXPECT_TRUE(expect_close(outputs[1].values(), golden_.tensor("last").values, kForward));
}

TEST_F(GruGolden, GradientsAgreeArrayByArray) {
  Rng rng(1);
  Tensor d_output;
  fill(d_output, "weights", {1, 1, 4});
  EXPECT_TRUE(
      expect_close(network_.train(batch_, rng, workers_).values(), golden_.tensor("last").values, kForward));
  network_.backward(batch_, d_output, workers_);
  const std::vector<NamedTensor> names = network_.state();
  ASSERT_EQ(names.size(), 8U);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::vector<float>& expected = golden_.tensor("gradient." + names[i].name).values;
    EXPECT_TRUE(expect_close(network_.parameters()[i]->gradient, expected, kGradient)) << names[i].name;
  }
}

TEST_F(GruGolden, TheGradientOfTheInputAgrees) {
  Gru first({.units = 5, .returns_sequence = true});
  Gru second({.units = 4});
  Rng rng(1);
  first.initialise({7, 2, 3}, rng);
  second.initialise({7, 1, 5}, rng);
  for (auto [layer, name] : {std::pair<Gru*, std::string>{&first, "gru1."}, {&second, "gru2."}}) {
    for (Parameter* array : layer->parameters()) array->values = golden_.tensor(name + array->name).values;
  }
  Tensor states;
  Tensor last;
  Tensor d_last;
  Tensor d_states;
  Tensor d_input;
  first.train(batch_, states, rng, workers_);
  second.train(states, last, rng, workers_);
  fill(d_last, "weights", {1, 1, 4});
  second.backward(states, last, d_last, &d_states, workers_);
  first.backward(batch_, states, d_states, &d_input, workers_);
  EXPECT_TRUE(expect_close(d_input.values(), golden_.tensor("gradient.input").values, kGradient));
}

}  // namespace
}  // namespace mrec::nn
