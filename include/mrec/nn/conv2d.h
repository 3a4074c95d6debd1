#pragma once

#include <vector>

#include "mrec/nn/layer.h"

namespace mrec::nn {

struct Conv2dOptions {
  int filters = 32;
  int kernel_height = 3;
  int kernel_width = 3;
};

/// Convolution with bias, stride 1, no padding: height x width x channels becomes (height - kernel_height +
/// 1) x (width - kernel_width + 1) x filters. "kernel" is [kernel_height][kernel_width][channel][filter], as
/// in Keras.
class Conv2d final : public Layer {
 public:
  explicit Conv2d(Conv2dOptions options) : options_(options) {}

  SampleShape output_shape(SampleShape input) const override;
  void infer(const Tensor& input, Tensor& output, const Workers& workers) const override;
  void train(const Tensor& input, Tensor& output, Rng& rng, const Workers& workers) override;
  void backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                const Workers& workers) override;
  bool backward_needs_output() const override { return false; }
  std::vector<Parameter*> parameters() override { return {&kernel_, &bias_}; }
  void initialise(SampleShape input, Rng& rng) override;

 private:
  void sum_slices(std::size_t slices);

  Conv2dOptions options_;
  Parameter kernel_;
  Parameter bias_;
  std::vector<float> transposed_;
  std::vector<float> slice_gradients_;  ///< of each slice: kernel, then bias
};

}  // namespace mrec::nn
