#include "mrec/nn/relu.h"

#include "nn/slices.h"

namespace mrec::nn {

void Relu::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  output.resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    const std::span<const float> from = slice_of(input, slice);
    const std::span<float> to = slice_of(output, slice);
    for (std::size_t i = 0; i < from.size(); ++i) to[i] = from[i] > 0.0F ? from[i] : 0.0F;
  });
}

void Relu::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  infer(input, output, workers);
}

void Relu::backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                    const Workers& workers) {
  if (d_input == nullptr) return;
  d_input->resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    const std::span<const float> kept = slice_of(output, slice);
    const std::span<const float> from = slice_of(d_output, slice);
    const std::span<float> to = slice_of(*d_input, slice);
    for (std::size_t i = 0; i < to.size(); ++i) to[i] = kept[i] > 0.0F ? from[i] : 0.0F;
  });
}

}  // namespace mrec::nn
