#pragma once

#include <vector>

#include "mrec/nn/layer.h"

namespace mrec::nn {

/// In training sets each number to 0 with probability `rate` and divides the others by 1 - rate, so that the
/// expected value stays (inverted dropout); in inference it changes nothing. The mask is drawn in the order
/// of the batch.
class Dropout final : public Layer {
 public:
  /// 0 <= rate < 1. With 0 nothing is drawn.
  explicit Dropout(float rate) : rate_(rate) {}

  SampleShape output_shape(SampleShape input) const override { return input; }
  void infer(const Tensor& input, Tensor& output, const Workers& workers) const override;
  void train(const Tensor& input, Tensor& output, Rng& rng, const Workers& workers) override;
  void backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                const Workers& workers) override;

 private:
  float rate_;
  std::vector<float> mask_;  ///< 0 or 1 / (1 - rate)
};

}  // namespace mrec::nn
