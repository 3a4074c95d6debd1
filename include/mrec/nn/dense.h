#pragma once

#include <vector>

#include "mrec/nn/layer.h"
#include "mrec/nn/weight_range.h"

namespace mrec::nn {

/// Every output is a bias plus a weighted sum of all inputs: 1 x 1 x n becomes 1 x 1 x units. "kernel" is
/// [input][unit].
class Dense final : public Layer {
 public:
  explicit Dense(int units, WeightRange range = WeightRange::kGlorot) : units_(units), range_(range) {}

  SampleShape output_shape(SampleShape input) const override;
  void infer(const Tensor& input, Tensor& output, const Workers& workers) const override;
  void train(const Tensor& input, Tensor& output, Rng& rng, const Workers& workers) override;
  void backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                const Workers& workers) override;
  bool backward_needs_output() const override { return false; }
  std::vector<Parameter*> parameters() override { return {&kernel_, &bias_}; }
  void initialise(SampleShape input, Rng& rng) override;

 private:
  void backward_kernel(const Tensor& input, const Tensor& d_output, const Workers& workers);

  int units_;
  WeightRange range_;
  Parameter kernel_;
  Parameter bias_;
  std::vector<float> transposed_;
};

}  // namespace mrec::nn
