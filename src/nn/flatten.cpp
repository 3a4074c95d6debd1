#include "mrec/nn/flatten.h"

#include <algorithm>

namespace mrec::nn {

SampleShape Flatten::output_shape(SampleShape input) const {
  return {.height = 1, .width = 1, .channels = static_cast<int>(input.size())};
}

void Flatten::infer(const Tensor& input, Tensor& output, const Workers& /*workers*/) const {
  output.resize(input.samples(), output_shape(input.shape()));
  std::ranges::copy(input.values(), output.values().begin());
}

void Flatten::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  infer(input, output, workers);
}

void Flatten::backward(const Tensor& input, const Tensor& /*output*/, const Tensor& d_output, Tensor* d_input,
                       const Workers& /*workers*/) {
  if (d_input == nullptr) return;
  d_input->resize(input.samples(), input.shape());
  std::ranges::copy(d_output.values(), d_input->values().begin());
}

}  // namespace mrec::nn
