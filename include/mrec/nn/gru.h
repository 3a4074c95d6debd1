#pragma once

#include <span>
#include <vector>

#include "mrec/nn/layer.h"

namespace mrec::nn {

struct GruShape;
struct GruTrace;

struct GruOptions {
  int units = 64;
  bool returns_sequence = false;  ///< the states of all steps, for a layer above, instead of the last one
};

/// Gated recurrent units (Cho et al. 2014) over time: height x width x channels is read as `height` steps of
/// width * channels numbers and becomes 1 x 1 x units, or height x 1 x units. The reset gate acts after the
/// product with the recurrent kernel, as in cuDNN, Keras and PyTorch, not before it as in the paper:
///   z = sigmoid(x Wz + h Uz + biases), r likewise, c = tanh(x Wc + bias + r * (h Uc + bias)),
///   h = z * h + (1 - z) * c, from h = 0 on.
/// "kernel" is [number of a step][3 * units], "recurrent_kernel" [unit][3 * units], "bias" and
/// "recurrent_bias" [3 * units]; everywhere update gate z, reset gate r, candidate c.
class Gru final : public Layer {
 public:
  explicit Gru(GruOptions options) : options_(options) {}

  SampleShape output_shape(SampleShape input) const override;
  void infer(const Tensor& input, Tensor& output, const Workers& workers) const override;
  void train(const Tensor& input, Tensor& output, Rng& rng, const Workers& workers) override;
  /// Through all steps, however many.
  void backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                const Workers& workers) override;
  bool backward_needs_output() const override { return false; }
  std::vector<Parameter*> parameters() override {
    return {&kernel_, &recurrent_kernel_, &bias_, &recurrent_bias_};
  }
  /// Glorot uniform input weights, an orthogonal recurrent matrix for each gate, zero biases.
  void initialise(SampleShape input, Rng& rng) override;

 private:
  void forward(const GruShape& shape, std::span<const float> input, const GruTrace& trace) const;
  void take_output(const GruShape& shape, std::span<const float> states, std::span<float> output) const;
  GruTrace trace_of(const GruShape& shape, std::size_t first_sample);
  void backward_through_time(const GruShape& shape, std::size_t first_sample,
                             std::span<const float> d_output);
  void backward_parameters(const GruShape& shape, std::span<const float> input, const GruTrace& trace,
                           std::span<float> gradients) const;
  void sum_slices(std::size_t slices);

  GruOptions options_;
  Parameter kernel_;
  Parameter recurrent_kernel_;
  Parameter bias_;
  Parameter recurrent_bias_;
  std::vector<float> kernel_transposed_;
  std::vector<float> recurrent_transposed_;
  std::vector<float> gates_;  ///< of the last batch, as the next two (see src/nn/gru_kernels.h)
  std::vector<float> recurrent_;
  std::vector<float> states_;
  std::vector<float> d_state_;          ///< [sample][unit]
  std::vector<float> slice_gradients_;  ///< of each slice: the parameters' in their order
};

}  // namespace mrec::nn
