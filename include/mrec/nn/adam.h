#pragma once

#include <vector>

#include "mrec/core/safetensors.h"
#include "mrec/nn/layer.h"

namespace mrec::nn {

struct AdamOptions {
  float learning_rate = 1e-3F;
  float beta1 = 0.9F;
  float beta2 = 0.999F;
  float epsilon = 1e-7F;
  /// AdamW's (Loshchilov and Hutter 2019): before each step value -= rate * weight_decay * value, in arrays
  /// of two or more dimensions. So biases and what scales and shifts a channel keep their size.
  float weight_decay = 0.0F;
};

/// Adam (Kingma and Ba 2015) in the form Keras computes: with a = rate * sqrt(1 - beta2^t) / (1 - beta1^t),
/// value -= a * m / (sqrt(v) + epsilon). Arrays without a gradient are passed over.
class Adam {
 public:
  explicit Adam(AdamOptions options = {}) : options_(options) {}

  /// Of the next steps.
  void set_learning_rate(float rate) { options_.learning_rate = rate; }

  /// Always with the same parameters in the same order.
  void step(const std::vector<Parameter*>& parameters);
  /// How often it was called.
  int steps() const { return steps_; }

  /// All that it remembers: "steps", and of array i, if it has a gradient, "first.<i>" and "second.<i>"; no
  /// moments before the first step. Steps are exact up to 2^24.
  std::vector<NamedTensor> state() const;
  /// Goes on, with the same bytes, where state() was taken. Throws Error{kFormat} naming the tensor that is
  /// missing, of another size than its array or left over; then nothing has changed.
  void load_state(const std::vector<NamedTensor>& state, const std::vector<Parameter*>& parameters);

 private:
  struct Moments {
    std::vector<float> first;
    std::vector<float> second;
  };
  AdamOptions options_;
  int steps_ = 0;
  std::vector<Moments> moments_;  ///< of each parameter; empty for one without a gradient
};

}  // namespace mrec::nn
