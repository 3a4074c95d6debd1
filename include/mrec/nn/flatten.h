#pragma once

#include "mrec/nn/layer.h"

namespace mrec::nn {

/// height x width x channels as one vector in the same order.
class Flatten final : public Layer {
 public:
  SampleShape output_shape(SampleShape input) const override;
  void infer(const Tensor& input, Tensor& output, const Workers& workers) const override;
  void train(const Tensor& input, Tensor& output, Rng& rng, const Workers& workers) override;
  void backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                const Workers& workers) override;
};

}  // namespace mrec::nn
