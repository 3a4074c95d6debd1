#pragma once

#include <span>
#include <vector>

#include "mrec/nn/batch_norm.h"
#include "mrec/nn/conv2d.h"
#include "mrec/nn/max_pool2d.h"
#include "nn/conv_backward.h"
#include "nn/slice_sums.h"

namespace mrec::nn {

/// Convolution, ReLU if there is one, max-pooling and batch norm if there is one, in one go: the
/// convolution's output, the largest array of a network, exists only strip by strip in the cache, and the
/// norm's sums are taken where its input is made. It works on the layers' own arrays, and the layers must
/// outlive it.
class ConvBlock final : public Layer {
 public:
  struct Layers {
    Conv2d* conv = nullptr;
    bool relu = false;
    MaxPool2d* pool = nullptr;
    BatchNorm* norm = nullptr;  ///< null for a block without
  };

  explicit ConvBlock(const Layers& layers);

  SampleShape output_shape(SampleShape input) const override;
  void infer(const Tensor& input, Tensor& output, const Workers& workers) const override;
  void train(const Tensor& input, Tensor& output, Rng& rng, const Workers& workers) override;
  void backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                const Workers& workers) override;
  bool backward_needs_output() const override { return false; }

 private:
  /// How the layers lie on a sample.
  struct Shapes {
    ConvPlan conv;
    PoolShape pool;
  };
  /// A sample's pooled numbers, and what is kept of their making; empty what is not wanted.
  struct Pooled {
    std::span<float> values;
    std::span<Position> positions;
    std::span<double> moments;
  };
  Shapes shapes(SampleShape input) const;
  void pool_sample(const Shapes& shapes, std::span<const float> input, const Pooled& pooled) const;
  Blend norm_backward(const Tensor& d_output, const Workers& workers);
  void backward_sample(const Shapes& shapes, std::size_t slice, std::span<const float> input,
                       std::span<const float> d_pooled, std::span<const Position> positions,
                       std::span<float> d_input);

  Layers layers_;
  float least_;    ///< no maximum is below
  Tensor pooled_;  ///< of the last batch, where there is a norm
  std::vector<Position> positions_;
  SliceSums sums_;
  ConvBackward backward_;
};

}  // namespace mrec::nn
