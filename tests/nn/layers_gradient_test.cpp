#include <gtest/gtest.h>

#include <numeric>

#include "mrec/nn/batch_norm.h"
#include "mrec/nn/conv2d.h"
#include "mrec/nn/dense.h"
#include "mrec/nn/dropout.h"
#include "mrec/nn/flatten.h"
#include "mrec/nn/max_pool2d.h"
#include "mrec/nn/relu.h"
#include "nn/gradient_check.h"

namespace mrec::nn {
namespace {

using testing::GradientCheck;
using testing::Tolerance;

/// Float32 outputs of size 1 are known to 1e-7, so differences over 2e-2 are good to about 1e-5 times the
/// terms.
constexpr float kStep = 1e-2F;
constexpr Tolerance kLinear{.absolute = 5e-4, .relative = 1e-3};

/// Six samples (more than a slice), numbers well apart from each other and at least 0.05 from 0: no kink is
/// near.
Tensor spread_batch(SampleShape shape) {
  Tensor batch(6, shape);
  const std::size_t size = batch.values().size();
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  Rng rng(5);
  rng.shuffle(std::span(order));
  for (std::size_t i = 0; i < size; ++i) {
    const float place = 0.05F + 0.05F * static_cast<float>(order[i] / 2);
    batch.values()[i] = order[i] % 2 == 0 ? place : -place;
  }
  return batch;
}

Tensor random_batch(SampleShape shape) {
  Rng rng(6);
  Tensor batch(6, shape);
  for (float& value : batch.values()) value = 2.0F * rng.uniform() - 1.0F;
  return batch;
}

void check(Layer& layer, const Tensor& batch, float step, Tolerance tolerance) {
  Rng rng(3);
  layer.initialise(batch.shape(), rng);
  GradientCheck(layer, batch, step, tolerance).expect_gradients();
}

TEST(LayerGradients, Conv2d) {
  Conv2d layer({.filters = 5, .kernel_height = 3, .kernel_width = 2});
  check(layer, random_batch({5, 4, 3}), kStep, kLinear);
}

TEST(LayerGradients, Conv2dWithStridesAndPadding) {
  Conv2d layer({.filters = 5, .kernel_height = 3, .kernel_width = 2, .stride_height = 2, .padding = 1});
  check(layer, random_batch({5, 4, 3}), kStep, kLinear);
  Conv2d wide({.filters = 3, .stride_width = 3, .padding = 2, .bias = false});
  check(wide, random_batch({4, 5, 2}), kStep, kLinear);
}

TEST(LayerGradients, Dense) {
  Dense layer(7);
  check(layer, random_batch({1, 1, 61}), kStep, kLinear);
}

TEST(LayerGradients, MaxPool2d) {
  MaxPool2d layer({.kernel_height = 3, .kernel_width = 3, .stride = 2});
  check(layer, spread_batch({6, 5, 2}), kStep, kLinear);
  MaxPool2d even({.kernel_height = 2, .kernel_width = 2, .stride = 2});
  check(even, spread_batch({6, 4, 2}), kStep, kLinear);
}

TEST(LayerGradients, Relu) {
  Relu layer;
  check(layer, spread_batch({3, 2, 3}), kStep, kLinear);
}

TEST(LayerGradients, FlattenAndDropout) {
  Flatten flatten;
  check(flatten, random_batch({3, 2, 3}), kStep, kLinear);
  Dropout dropout(0.4F);
  check(dropout, random_batch({1, 1, 9}), kStep, kLinear);
}

TEST(LayerGradients, BatchNormOfSamplesAndPlaces) {
  for (const int channels : {1, 3, 33}) {
    BatchNorm layer;
    check(layer, random_batch({3, 1, channels}), kStep, {.absolute = 3e-3, .relative = 3e-3});
  }
}

}  // namespace
}  // namespace mrec::nn
