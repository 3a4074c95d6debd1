#pragma once

#include <vector>

#include "mrec/nn/layer.h"

namespace mrec::nn {

struct BatchNormOptions {
  float epsilon = 1e-3F;
  float momentum = 0.99F;
  /// false: the running statistics start from mean 0 and variance 1 as in Keras, which still colour them
  /// after a few hundred steps. true: the start has no weight (as Adam corrects its moments), so that short
  /// trainings on few tracks infer as well as they learn; after many steps both are the same.
  bool debiased = false;
};

/// Per channel: gamma * (x - mean) / sqrt(variance + epsilon) + beta (Ioffe and Szegedy 2015). In training
/// mean and variance (divided by the count, not the count - 1) are the batch's, over samples, height and
/// width, and move the running ones: moving = momentum * moving + (1 - momentum) * batch, as Keras does.
/// Inference uses the running ones.
class BatchNorm final : public Layer {
 public:
  explicit BatchNorm(BatchNormOptions options = {}) : options_(options) {}

  SampleShape output_shape(SampleShape input) const override { return input; }
  void infer(const Tensor& input, Tensor& output, const Workers& workers) const override;
  void train(const Tensor& input, Tensor& output, Rng& rng, const Workers& workers) override;
  void backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                const Workers& workers) override;
  bool backward_needs_output() const override { return false; }
  std::vector<Parameter*> parameters() override {
    return {&gamma_, &beta_, &moving_mean_, &moving_variance_};
  }
  void initialise(SampleShape input, Rng& rng) override;

 private:
  void measure(const Tensor& input, const Workers& workers);
  void move_statistics();

  BatchNormOptions options_;
  Parameter gamma_;
  Parameter beta_;
  Parameter moving_mean_;
  Parameter moving_variance_;
  int steps_ = 0;                   ///< that moved the running statistics
  std::vector<float> mean_;         ///< of the last batch
  std::vector<float> variance_;     ///< of the last batch
  std::vector<double> slice_sums_;  ///< of each slice: two sums a channel
  std::vector<double> sums_;        ///< the same of the batch
};

}  // namespace mrec::nn
