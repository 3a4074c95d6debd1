#pragma once

#include <span>

namespace mrec::nn {

/// The numbers that one step has for all values of an array.
struct AdamStep {
  float rate = 0;  ///< the learning rate with both corrections for the moments' start from 0
  float decay = 0;
  float beta1 = 0;
  float beta2 = 0;
  float epsilon = 0;
};

/// first += (gradient - first) * (1 - beta1), second += (gradient^2 - second) * (1 - beta2), then
/// value = value * (1 - decay) - rate * first / (sqrt(second) + epsilon). All arrays have the same size.
void adam_step(const AdamStep& step, std::span<const float> gradient, std::span<float> first,
               std::span<float> second, std::span<float> values);

}  // namespace mrec::nn
