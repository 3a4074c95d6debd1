#include "mrec/nn/relu.h"

#include "nn/relu_kernels.h"
#include "nn/slices.h"

namespace mrec::nn {

void Relu::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  output.resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers,
                 [&](const Slice& slice) { relu_forward(slice_of(input, slice), slice_of(output, slice)); });
}

void Relu::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  infer(input, output, workers);
}

void Relu::backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                    const Workers& workers) {
  if (d_input == nullptr) return;
  d_input->resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    relu_backward(slice_of(output, slice), slice_of(d_output, slice), slice_of(*d_input, slice));
  });
}

}  // namespace mrec::nn
