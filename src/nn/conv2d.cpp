#include "mrec/nn/conv2d.h"

#include <algorithm>
#include <string>

#include "mrec/core/error.h"
#include "nn/conv_kernels.h"
#include "nn/initial_weights.h"
#include "nn/slices.h"

namespace mrec::nn {
namespace {

std::string extent(int height, int width) {
  return std::to_string(height) + " x " + std::to_string(width);
}

ConvShape conv_shape(SampleShape input, const Conv2dOptions& options) {
  return {.height = static_cast<std::size_t>(input.height),
          .width = static_cast<std::size_t>(input.width),
          .channels = static_cast<std::size_t>(input.channels),
          .kernel_height = static_cast<std::size_t>(options.kernel_height),
          .kernel_width = static_cast<std::size_t>(options.kernel_width),
          .filters = static_cast<std::size_t>(options.filters)};
}

}  // namespace

SampleShape Conv2d::output_shape(SampleShape input) const {
  if (input.height < options_.kernel_height || input.width < options_.kernel_width) {
    const std::string kernel = extent(options_.kernel_height, options_.kernel_width);
    throw Error(ErrorKind::kData, "",
                "an input of " + extent(input.height, input.width) +
                    " (time x coefficient) is too small for the " + kernel + " kernel",
                input.height < options_.kernel_height ? "use longer chunks" : "use more coefficients");
  }
  return {.height = input.height - options_.kernel_height + 1,
          .width = input.width - options_.kernel_width + 1,
          .channels = options_.filters};
}

void Conv2d::initialise(SampleShape input, Rng& rng) {
  kernel_ = glorot_parameter(
      "kernel", {options_.kernel_height, options_.kernel_width, input.channels, options_.filters}, rng);
  bias_ = constant_parameter("bias", {options_.filters}, 0.0F);
  transposed_.resize(kernel_.values.size());
}

void Conv2d::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  const ConvShape shape = conv_shape(input.shape(), options_);
  output.resize(input.samples(), output_shape(input.shape()));
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      conv_forward(shape, input.sample(i), kernel_.values, bias_.values, output.sample(i));
    }
  });
}

void Conv2d::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  infer(input, output, workers);
}

void Conv2d::backward(const Tensor& input, const Tensor& /*output*/, const Tensor& d_output, Tensor* d_input,
                      const Workers& workers) {
  const ConvShape shape = conv_shape(input.shape(), options_);
  const std::size_t weights = kernel_.values.size();
  const std::size_t one_slice = weights + bias_.values.size();
  const std::size_t slices = slice_count(input.samples());
  slice_gradients_.assign(slices * one_slice, 0.0F);
  if (d_input != nullptr) {
    d_input->resize(input.samples(), input.shape());
    transpose_kernel(kernel_.values, shape.filters, transposed_);
  }
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    const std::span gradients = std::span(slice_gradients_).subspan(slice.index * one_slice, one_slice);
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      const std::span<const float> d_sample = d_output.sample(i);
      conv_backward_kernel(shape, {0, shape.kernel_rows()}, input.sample(i), d_sample,
                           gradients.first(weights));
      conv_backward_bias(d_sample, gradients.subspan(weights));
      if (d_input != nullptr) conv_backward_input(shape, d_sample, transposed_, d_input->sample(i));
    }
  });
  sum_slices(slices);
}

/// In the order of the slices, so that the threads leave no trace.
void Conv2d::sum_slices(std::size_t slices) {
  std::fill(kernel_.gradient.begin(), kernel_.gradient.end(), 0.0F);
  std::fill(bias_.gradient.begin(), bias_.gradient.end(), 0.0F);
  const float* next = slice_gradients_.data();
  for (std::size_t slice = 0; slice < slices; ++slice) {
    for (float& value : kernel_.gradient) value += *next++;
    for (float& value : bias_.gradient) value += *next++;
  }
}

}  // namespace mrec::nn
