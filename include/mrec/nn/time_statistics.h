#pragma once

#include "mrec/nn/layer.h"

namespace mrec::nn {

/// What a recording sounds like wherever in it one listens: mean, maximum and standard deviation over time
/// of every (width, channel). height x width x channels becomes 1 x 1 x (3 * width * channels), ordered
/// [statistic][width][channel]. The deviation is sqrt(variance + 1e-5), the variance divided by the height;
/// so its gradient is finite where nothing changes.
class TimeStatistics final : public Layer {
 public:
  SampleShape output_shape(SampleShape input) const override;
  void infer(const Tensor& input, Tensor& output, const Workers& workers) const override;
  void train(const Tensor& input, Tensor& output, Rng& rng, const Workers& workers) override;
  /// The gradient of a maximum goes to the first time that reached it.
  void backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                const Workers& workers) override;
};

}  // namespace mrec::nn
