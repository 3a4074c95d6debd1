#pragma once

#include <memory>
#include <span>
#include <vector>

#include "mrec/nn/conv2d.h"
#include "mrec/nn/max_pool2d.h"
#include "nn/conv_backward.h"

namespace mrec::nn {

/// Convolution, ReLU if there is one, and max-pooling in one go: the convolution's output, the largest array
/// of a network, exists only strip by strip in the cache. It works on the layers' own arrays, and the layers
/// must outlive it.
class ConvPool final : public Layer {
 public:
  ConvPool(Conv2d& conv, const MaxPool2d& pool, bool relu);

  SampleShape output_shape(SampleShape input) const override;
  void infer(const Tensor& input, Tensor& output, const Workers& workers) const override;
  void train(const Tensor& input, Tensor& output, Rng& rng, const Workers& workers) override;
  void backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                const Workers& workers) override;
  bool backward_needs_output() const override { return false; }

 private:
  void forward(const Tensor& input, Tensor& output, std::span<Position> positions,
               const Workers& workers) const;
  void forward_sample(const ConvPlan& plan, const PoolShape& pool, std::span<const float> input,
                      std::span<float> output, std::span<Position> positions) const;
  PoolShape pool_of(SampleShape input) const;

  Conv2d& conv_;
  const MaxPool2d& pool_;
  float least_;  ///< no output is below
  std::vector<Position> positions_;
  ConvBackward backward_;
};

/// A layer that does the work of the last `count` of some layers in a row.
struct JoinedLayer {
  std::unique_ptr<Layer> layer;  ///< null when there is nothing to join
  std::size_t count = 0;
};

JoinedLayer join_last(std::span<Layer* const> layers);

}  // namespace mrec::nn
