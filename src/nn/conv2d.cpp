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

/// Of the padded input.
ConvShape conv_shape(SampleShape input, const Conv2dOptions& options) {
  return {.height = static_cast<std::size_t>(input.height + 2 * options.padding),
          .width = static_cast<std::size_t>(input.width + 2 * options.padding),
          .channels = static_cast<std::size_t>(input.channels),
          .kernel_height = static_cast<std::size_t>(options.kernel_height),
          .kernel_width = static_cast<std::size_t>(options.kernel_width),
          .filters = static_cast<std::size_t>(options.filters),
          .stride_height = static_cast<std::size_t>(options.stride_height),
          .stride_width = static_cast<std::size_t>(options.stride_width)};
}

PaddedSample padded_sample(SampleShape input, const Conv2dOptions& options) {
  return {.height = static_cast<std::size_t>(input.height),
          .width = static_cast<std::size_t>(input.width),
          .channels = static_cast<std::size_t>(input.channels),
          .border = static_cast<std::size_t>(options.padding)};
}

}  // namespace

SampleShape Conv2d::output_shape(SampleShape input) const {
  const bool short_input = input.height + 2 * options_.padding < options_.kernel_height;
  if (short_input || input.width + 2 * options_.padding < options_.kernel_width) {
    const std::string kernel = extent(options_.kernel_height, options_.kernel_width);
    throw Error(ErrorKind::kData, "",
                "an input of " + extent(input.height, input.width) +
                    " (time x coefficient) is too small for the " + kernel + " kernel",
                short_input ? "use longer chunks" : "use more coefficients");
  }
  const ConvShape shape = conv_shape(input, options_);
  return {.height = static_cast<int>(shape.out_height()),
          .width = static_cast<int>(shape.out_width()),
          .channels = options_.filters};
}

std::vector<Parameter*> Conv2d::parameters() {
  if (!options_.bias) return {&kernel_};
  return {&kernel_, &bias_};
}

void Conv2d::initialise(SampleShape input, Rng& rng) {
  kernel_ = glorot_parameter(
      "kernel", {options_.kernel_height, options_.kernel_width, input.channels, options_.filters}, rng);
  bias_ = constant_parameter("bias", {options_.filters}, 0.0F);
  transposed_.resize(kernel_.values.size());
}

/// `padded` is scratch memory.
void Conv2d::forward(const Tensor& input, std::size_t sample, std::vector<float>& padded,
                     Tensor& output) const {
  const ConvShape shape = conv_shape(input.shape(), options_);
  std::span<const float> values = input.sample(sample);
  if (options_.padding > 0) {
    const PaddedSample border = padded_sample(input.shape(), options_);
    padded.resize(border.size());
    pad_sample(border, values, padded);
    values = padded;
  }
  conv_forward(shape, values, kernel_.values, bias_.values, output.sample(sample));
}

void Conv2d::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  output.resize(input.samples(), output_shape(input.shape()));
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    std::vector<float> padded;
    for (std::size_t i = slice.begin; i < slice.end; ++i) forward(input, i, padded, output);
  });
}

void Conv2d::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  infer(input, output, workers);
}

void Conv2d::backward(const Tensor& input, const Tensor& /*output*/, const Tensor& d_output, Tensor* d_input,
                      const Workers& workers) {
  const std::size_t one_slice = kernel_.values.size() + bias_.values.size();
  const std::size_t slices = slice_count(input.samples());
  slice_gradients_.assign(slices * one_slice, 0.0F);
  if (d_input != nullptr) {
    d_input->resize(input.samples(), input.shape());
    transpose_kernel(kernel_.values, bias_.values.size(), transposed_);
  }
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    const std::span gradients = std::span(slice_gradients_).subspan(slice.index * one_slice, one_slice);
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      backward_sample(input, d_output, i, gradients, d_input);
    }
  });
  sum_slices(slices);
}

/// Adds to `gradients`, the kernel's and then the bias's.
void Conv2d::backward_sample(const Tensor& input, const Tensor& d_output, std::size_t sample,
                             std::span<float> gradients, Tensor* d_input) const {
  const ConvShape shape = conv_shape(input.shape(), options_);
  const PaddedSample border = padded_sample(input.shape(), options_);
  std::vector<float> padded(options_.padding > 0 ? border.size() : 0);
  std::span<const float> values = input.sample(sample);
  if (options_.padding > 0) {
    pad_sample(border, values, padded);
    values = padded;
  }
  const std::size_t weights = kernel_.values.size();
  const std::span<const float> d_sample = d_output.sample(sample);
  conv_backward_kernel(shape, {0, shape.kernel_rows()}, values, d_sample, gradients.first(weights));
  conv_backward_bias(d_sample, gradients.subspan(weights));
  if (d_input == nullptr) return;
  if (options_.padding == 0) {
    conv_backward_input(shape, d_sample, transposed_, d_input->sample(sample));
    return;
  }
  conv_backward_input(shape, d_sample, transposed_, padded);
  crop_sample(border, padded, d_input->sample(sample));
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
