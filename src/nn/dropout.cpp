#include "mrec/nn/dropout.h"

#include <algorithm>
#include <cassert>
#include <functional>

namespace mrec::nn {

void Dropout::infer(const Tensor& input, Tensor& output, const Workers& /*workers*/) const {
  output.resize(input.samples(), input.shape());
  std::ranges::copy(input.values(), output.values().begin());
}

void Dropout::train(const Tensor& input, Tensor& output, Rng& rng, const Workers& /*workers*/) {
  output.resize(input.samples(), input.shape());
  const float scale = 1.0F / (1.0F - rate_);
  mask_.assign(input.values().size(), 1.0F);
  if (rate_ > 0.0F) std::ranges::generate(mask_, [&] { return rng.uniform() < rate_ ? 0.0F : scale; });
  std::ranges::transform(input.values(), mask_, output.values().begin(), std::multiplies<>());
}

void Dropout::backward(const Tensor& input, const Tensor& /*output*/, const Tensor& d_output, Tensor* d_input,
                       const Workers& /*workers*/) {
  if (d_input == nullptr) return;
  assert(d_output.values().size() == mask_.size());
  d_input->resize(input.samples(), input.shape());
  std::ranges::transform(d_output.values(), mask_, d_input->values().begin(), std::multiplies<>());
}

}  // namespace mrec::nn
