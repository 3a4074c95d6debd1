#pragma once

#include <memory>
#include <vector>

#include "mrec/nn/layer.h"
#include "mrec/nn/weight_range.h"

namespace mrec::nn {

struct Conv2dOptions {
  int filters = 32;
  int kernel_height = 3;
  int kernel_width = 3;
  int stride_height = 1;
  int stride_width = 1;
  int padding = 0;   ///< places of zeros on all four sides
  bool bias = true;  ///< false: no "bias" among the parameters, as batch norm's shift would undo it
  WeightRange weights = WeightRange::kGlorot;
};

class ConvBackward;

/// Convolution: with p = padding, height x width x channels becomes
/// ((height + 2p - kernel_height) / stride_height + 1) x ((width + 2p - kernel_width) / stride_width + 1) x
/// filters, rounded down. "kernel" is [kernel_height][kernel_width][channel][filter], as in Keras.
class Conv2d final : public Layer {
 public:
  explicit Conv2d(Conv2dOptions options);
  ~Conv2d() override;

  SampleShape output_shape(SampleShape input) const override;
  void infer(const Tensor& input, Tensor& output, const Workers& workers) const override;
  void train(const Tensor& input, Tensor& output, Rng& rng, const Workers& workers) override;
  void backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                const Workers& workers) override;
  bool backward_needs_output() const override { return false; }
  std::vector<Parameter*> parameters() override;
  void initialise(SampleShape input, Rng& rng) override;

  /// For a layer that joins this one with its neighbours.
  const Conv2dOptions& options() const { return options_; }
  Parameter& kernel() { return kernel_; }
  const Parameter& bias() const { return bias_; }
  Parameter* learnt_bias() { return options_.bias ? &bias_ : nullptr; }

 private:
  Conv2dOptions options_;
  Parameter kernel_;
  Parameter bias_;  ///< zeros, and not learnt, in a layer without one
  std::unique_ptr<ConvBackward> backward_;
};

}  // namespace mrec::nn
