#pragma once

#include <cstdint>
#include <vector>

#include "mrec/nn/layer.h"

namespace mrec::nn {

struct MaxPool2dOptions {
  int kernel_height = 2;
  int kernel_width = 2;
  int stride = 2;
};

/// Maximum over windows, with TensorFlow's "same" padding: ceil(height / stride) x ceil(width / stride)
/// places; padding never is the maximum, and when it is odd there is one more after than before. A window has
/// at most 255 places.
class MaxPool2d final : public Layer {
 public:
  explicit MaxPool2d(MaxPool2dOptions options) : options_(options) {}

  SampleShape output_shape(SampleShape input) const override;
  void infer(const Tensor& input, Tensor& output, const Workers& workers) const override;
  void train(const Tensor& input, Tensor& output, Rng& rng, const Workers& workers) override;
  void backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                const Workers& workers) override;
  bool backward_needs_output() const override { return false; }

  const MaxPool2dOptions& options() const { return options_; }

 private:
  MaxPool2dOptions options_;
  std::vector<std::uint8_t> positions_;  ///< of the last batch's maxima in their windows
};

}  // namespace mrec::nn
