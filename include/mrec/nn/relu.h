#pragma once

#include "mrec/nn/layer.h"

namespace mrec::nn {

/// max(0, x); the gradient at 0 is 0.
class Relu final : public Layer {
 public:
  SampleShape output_shape(SampleShape input) const override { return input; }
  void infer(const Tensor& input, Tensor& output, const Workers& workers) const override;
  void train(const Tensor& input, Tensor& output, Rng& rng, const Workers& workers) override;
  void backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                const Workers& workers) override;
  bool works_in_place() const override { return true; }
};

}  // namespace mrec::nn
