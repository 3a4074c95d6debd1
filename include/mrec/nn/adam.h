#pragma once

#include <vector>

#include "mrec/nn/layer.h"

namespace mrec::nn {

struct AdamOptions {
  float learning_rate = 1e-3F;
  float beta1 = 0.9F;
  float beta2 = 0.999F;
  float epsilon = 1e-7F;
};

/// Adam (Kingma and Ba 2015) in the form Keras computes: with a = rate * sqrt(1 - beta2^t) / (1 - beta1^t),
/// value -= a * m / (sqrt(v) + epsilon). Arrays without a gradient are passed over.
class Adam {
 public:
  explicit Adam(AdamOptions options = {}) : options_(options) {}

  /// Always with the same parameters in the same order.
  void step(const std::vector<Parameter*>& parameters);

 private:
  struct Moments {
    std::vector<float> first;
    std::vector<float> second;
  };
  AdamOptions options_;
  int steps_ = 0;
  std::vector<Moments> moments_;
};

}  // namespace mrec::nn
