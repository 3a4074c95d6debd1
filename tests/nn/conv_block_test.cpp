#include "nn/conv_block.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "mrec/nn/flatten.h"
#include "mrec/nn/relu.h"
#include "nn/gradient_check.h"
#include "nn/join_layers.h"
#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;
using testing::Tolerance;

/// Sums of a few thousand numbers about 1 in float32.
constexpr Tolerance kSums{.absolute = 2e-3, .relative = 1e-4};

struct Case {
  std::string name;
  SampleShape input;
  Conv2dOptions conv;
  MaxPool2dOptions pool;
  bool relu = false;
  bool norm = false;

  friend void PrintTo(const Case& tested, std::ostream* out) { *out << tested.name; }
};

/// Samples of several strips and of one, windows that overlap and that do not, with and without all that may
/// be left out.
std::vector<Case> cases() {
  const MaxPool2dOptions three{.kernel_height = 3, .kernel_width = 3, .stride = 2};
  return {{"course1", {130, 13, 1}, {}, three, true, true},
          {"course2", {64, 6, 32}, {}, three, true, false},
          {"logmel1",
           {128, 64, 1},
           {.filters = 16, .stride_height = 2, .stride_width = 2, .padding = 1, .bias = false},
           {},
           false,
           true},
          {"logmel2", {32, 16, 16}, {.padding = 1, .bias = false}, {}, false, true},
          {"tall",
           {900, 3, 1},
           {.filters = 33, .kernel_width = 2},
           {.kernel_height = 5, .stride = 3},
           true,
           true},
          {"gaps",
           {300, 9, 2},
           {.filters = 20},
           {.kernel_height = 1, .kernel_width = 1, .stride = 3},
           true,
           false},
          {"tiny", {3, 3, 3}, {.filters = 5}, {}, true, true}};
}

/// The same layers twice: joined, and each for itself.
class ConvBlockTest : public ::testing::TestWithParam<Case> {
 protected:
  ConvBlockTest() {
    add(std::make_unique<Conv2d>(GetParam().conv));
    if (GetParam().relu) add(std::make_unique<Relu>());
    add(std::make_unique<MaxPool2d>(GetParam().pool));
    if (GetParam().norm) add(std::make_unique<BatchNorm>());
    Rng rng(5);
    for (float& value : input_.values()) value = 2.0F * rng.uniform() - 1.0F;
    for (Parameter* parameter : parameters()) {
      for (float& value : parameter->values) value += 0.2F * rng.uniform();
    }
    d_output_.resize(kSamples, shape_);
    for (float& value : d_output_.values()) value = 2.0F * rng.uniform() - 1.0F;
    const std::vector<Layer*> row = pointers();
    joined_ = join_last(row);
  }

  std::vector<Layer*> pointers() const {
    std::vector<Layer*> row;
    for (const auto& layer : layers_) row.push_back(layer.get());
    return row;
  }

  std::vector<Parameter*> parameters() const {
    std::vector<Parameter*> all;
    for (const auto& layer : layers_) {
      for (Parameter* parameter : layer->parameters()) all.push_back(parameter);
    }
    return all;
  }

  std::vector<std::vector<float>> gradients() const {
    std::vector<std::vector<float>> all;
    for (const Parameter* parameter : parameters()) all.push_back(parameter->gradient);
    return all;
  }

  std::vector<std::vector<float>> values() const {
    std::vector<std::vector<float>> all;
    for (const Parameter* parameter : parameters()) all.push_back(parameter->values);
    return all;
  }

  /// Forward and backward, layer by layer.
  void run_each() {
    std::vector<Tensor> outputs(layers_.size());
    const Tensor* input = &input_;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      layers_[i]->train(*input, outputs[i], rng_, workers_);
      input = &outputs[i];
    }
    Tensor d_output = d_output_;
    for (std::size_t i = layers_.size(); i-- > 0;) {
      Tensor d_input;
      layers_[i]->backward(i == 0 ? input_ : outputs[i - 1], outputs[i], d_output, &d_input, workers_);
      d_output = d_input;
    }
    output_ = outputs.back();
    d_input_ = d_output;
  }

  static constexpr std::size_t kSamples = 5;
  Rng rng_{1};
  SampleShape shape_ = GetParam().input;
  Tensor input_{kSamples, GetParam().input};
  Tensor output_;
  Tensor d_output_;
  Tensor d_input_;
  Workers workers_{2};
  JoinedLayer joined_;

 private:
  void add(std::unique_ptr<Layer> layer) {
    layer->initialise(shape_, rng_);
    shape_ = layer->output_shape(shape_);
    layers_.push_back(std::move(layer));
  }

 protected:
  std::vector<std::unique_ptr<Layer>> layers_;
};

INSTANTIATE_TEST_SUITE_P(Cases, ConvBlockTest, ::testing::ValuesIn(cases()),
                         [](const auto& tested) { return tested.param.name; });

TEST_P(ConvBlockTest, TrainsAsItsLayersDo) {
  ASSERT_NE(joined_.layer, nullptr);
  EXPECT_EQ(joined_.count, layers_.size());
  EXPECT_EQ(joined_.layer->output_shape(GetParam().input), shape_);
  const std::vector<std::vector<float>> before = values();
  run_each();
  const std::vector<std::vector<float>> expected = gradients();
  const std::vector<std::vector<float>> moved = values();
  for (std::size_t i = 0; i < before.size(); ++i) parameters()[i]->values = before[i];

  Tensor output;
  Tensor d_input;
  joined_.layer->train(input_, output, rng_, workers_);
  joined_.layer->backward(input_, output, d_output_, &d_input, workers_);
  EXPECT_TRUE(expect_close(output.values(), output_.values(), {.absolute = 1e-5}));
  EXPECT_TRUE(expect_close(d_input.values(), d_input_.values(), {.absolute = 1e-4}));
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const std::string& name = parameters()[i]->name;
    EXPECT_TRUE(expect_close(parameters()[i]->values, moved[i], {.absolute = 1e-5})) << name;
    if (expected[i].empty()) continue;
    EXPECT_TRUE(expect_close(parameters()[i]->gradient, expected[i], kSums)) << name;
  }
}

TEST_P(ConvBlockTest, InfersAsItsLayersDo) {
  Tensor expected = input_;
  for (const auto& layer : layers_) {
    Tensor output;
    layer->infer(expected, output, workers_);
    expected = output;
  }
  Tensor output;
  joined_.layer->infer(input_, output, workers_);
  EXPECT_TRUE(expect_close(output.values(), expected.values(), {.absolute = 1e-5}));
}

TEST_P(ConvBlockTest, TheFirstLayerOfANetworkNeedsNoGradientOfItsInput) {
  Tensor output;
  Tensor d_input;
  joined_.layer->train(input_, output, rng_, workers_);
  joined_.layer->backward(input_, output, d_output_, &d_input, workers_);
  const std::vector<std::vector<float>> expected = gradients();
  joined_.layer->backward(input_, output, d_output_, nullptr, workers_);
  EXPECT_EQ(gradients(), expected);
}

TEST_P(ConvBlockTest, TheNumberOfThreadsLeavesNoTrace) {
  std::vector<std::vector<float>> first;
  for (const int threads : {1, 2, 3}) {
    const Workers workers(threads);
    Tensor output;
    Tensor d_input;
    joined_.layer->train(input_, output, rng_, workers);
    joined_.layer->backward(input_, output, d_output_, &d_input, workers);
    std::vector<std::vector<float>> all = gradients();
    all.emplace_back(output.values().begin(), output.values().end());
    all.emplace_back(d_input.values().begin(), d_input.values().end());
    if (threads == 1) first = all;
    EXPECT_EQ(all, first) << threads << " threads";
  }
}

TEST(JoinLayers, OnlyWhatBelongsTogether) {
  Conv2d conv({});
  Relu relu;
  MaxPool2d pool({});
  BatchNorm norm;
  Flatten flatten;
  const auto joined = [](const std::vector<Layer*>& row) { return join_last(row).count; };
  EXPECT_EQ(joined({&conv, &relu, &pool}), 3U);
  EXPECT_EQ(joined({&flatten, &conv, &pool}), 2U);
  EXPECT_EQ(joined({&conv, &relu, &pool, &norm}), 4U);
  EXPECT_EQ(joined({}), 0U);
  EXPECT_EQ(joined({&pool}), 0U);
  EXPECT_EQ(joined({&conv, &relu}), 0U);
  EXPECT_EQ(joined({&conv, &norm}), 0U);
  EXPECT_EQ(joined({&conv, &norm, &pool}), 0U);
  EXPECT_EQ(joined({&conv, &relu, &pool, &relu}), 0U);
  EXPECT_EQ(joined({&relu, &pool, &norm}), 0U);
}

}  // namespace
}  // namespace mrec::nn
