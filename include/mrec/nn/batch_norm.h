#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "mrec/nn/layer.h"

namespace mrec::nn {

struct Blend;
class SliceSums;

/// One multiplication and one addition a channel.
struct ChannelMap {
  std::vector<float> scale;
  std::vector<float> shift;
};

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
  explicit BatchNorm(BatchNormOptions options = {});
  ~BatchNorm() override;

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
  void resume_at(int steps) override { steps_ = steps; }

  /// The parts of train() and backward(), for a layer that joins this one with its neighbours and has the
  /// sums from where the input is made. First the statistics of the batch, from its sums and then its sums of
  /// squares a channel over so many places; then the map of the input to the output.
  const ChannelMap& learn(std::span<const double> moments, std::size_t places);
  /// The means of the last batch.
  std::span<const float> mean() const { return mean_; }
  /// Fills the gradients of gamma and beta, from the sums of d and then of d * (x - mean) a channel, d the
  /// gradient of the output; returns the map of d and x to the gradient of the input.
  Blend backward(std::span<const double> products, std::size_t places);

 private:
  void running_map(std::span<float> scale, std::span<float> shift) const;
  void move_statistics();

  BatchNormOptions options_;
  Parameter gamma_;
  Parameter beta_;
  Parameter moving_mean_;
  Parameter moving_variance_;
  int steps_ = 0;                ///< that moved the running statistics
  std::vector<float> mean_;      ///< of the last batch
  std::vector<float> variance_;  ///< of the last batch
  ChannelMap map_;               ///< of the last batch
  ChannelMap d_map_;             ///< of the gradient, and what is added
  std::vector<float> d_of_input_;
  std::unique_ptr<SliceSums> sums_;
};

}  // namespace mrec::nn
