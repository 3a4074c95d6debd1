#include "mrec/nn/dense.h"

#include <algorithm>
#include <cassert>
#include <functional>

#include "nn/conv_kernels.h"
#include "nn/initial_weights.h"
#include "nn/slices.h"

namespace mrec::nn {
namespace {

/// Rows of the kernel's gradient that are worked on together; each sum runs over the whole batch in its
/// order.
constexpr std::size_t kBlockRows = 48;

/// A 1x1 convolution whose places are the samples.
ConvShape dense_shape(std::size_t samples, SampleShape input, int units) {
  return {.height = samples, .channels = input.size(), .filters = static_cast<std::size_t>(units)};
}

}  // namespace

SampleShape Dense::output_shape([[maybe_unused]] SampleShape input) const {
  assert(input.height == 1 && input.width == 1 && "flatten first");
  return {.height = 1, .width = 1, .channels = units_};
}

void Dense::initialise(SampleShape input, Rng& rng) {
  kernel_ = weight_parameter("kernel", {input.channels, units_}, range_, rng);
  bias_ = constant_parameter("bias", {units_}, 0.0F);
  transposed_.resize(kernel_.values.size());
}

void Dense::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  output.resize(input.samples(), output_shape(input.shape()));
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    const ConvShape shape = dense_shape(slice.end - slice.begin, input.shape(), units_);
    conv_forward(shape, slice_of(input, slice), kernel_.values, bias_.values, slice_of(output, slice));
  });
}

void Dense::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  infer(input, output, workers);
}

void Dense::backward(const Tensor& input, const Tensor& /*output*/, const Tensor& d_output, Tensor* d_input,
                     const Workers& workers) {
  backward_kernel(input, d_output, workers);
  std::fill(bias_.gradient.begin(), bias_.gradient.end(), 0.0F);
  conv_backward_bias(d_output.values(), bias_.gradient);
  if (d_input == nullptr) return;
  d_input->resize(input.samples(), input.shape());
  transpose_kernel(kernel_.values, bias_.values.size(), transposed_);
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    const ConvShape shape = dense_shape(slice.end - slice.begin, input.shape(), units_);
    const std::span<float> d_slice = slice_of(*d_input, slice);
    std::fill(d_slice.begin(), d_slice.end(), 0.0F);
    conv_backward_input(shape, slice_of(d_output, slice), transposed_, d_slice);
  });
}

void Dense::backward_kernel(const Tensor& input, const Tensor& d_output, const Workers& workers) {
  const ConvShape shape = dense_shape(input.samples(), input.shape(), units_);
  std::fill(kernel_.gradient.begin(), kernel_.gradient.end(), 0.0F);
  const std::size_t rows = shape.kernel_rows();
  const auto work = [&](std::size_t block) {
    const std::size_t begin = block * kBlockRows;
    conv_backward_kernel(shape, {begin, std::min(begin + kBlockRows, rows)}, input.values(),
                         d_output.values(), kernel_.gradient);
  };
  // By reference: a copy of what it captures would be an allocation.
  workers.for_each((rows + kBlockRows - 1) / kBlockRows, std::cref(work));
}

}  // namespace mrec::nn
