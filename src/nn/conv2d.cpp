#include "mrec/nn/conv2d.h"

#include <string>

#include "mrec/core/error.h"
#include "nn/conv_backward.h"
#include "nn/conv_kernels.h"
#include "nn/conv_plan.h"
#include "nn/initial_weights.h"
#include "nn/slices.h"

namespace mrec::nn {
namespace {

std::string extent(int height, int width) {
  return std::to_string(height) + " x " + std::to_string(width);
}

}  // namespace

Conv2d::Conv2d(Conv2dOptions options) : options_(options), backward_(std::make_unique<ConvBackward>()) {}

Conv2d::~Conv2d() = default;

SampleShape Conv2d::output_shape(SampleShape input) const {
  const bool short_input = input.height + 2 * options_.padding < options_.kernel_height;
  if (short_input || input.width + 2 * options_.padding < options_.kernel_width) {
    const std::string kernel = extent(options_.kernel_height, options_.kernel_width);
    throw Error(ErrorKind::kData, "",
                "an input of " + extent(input.height, input.width) +
                    " (time x coefficient) is too small for the " + kernel + " kernel",
                short_input ? "use longer chunks" : "use more coefficients");
  }
  const ConvShape shape = ConvPlan(input, options_).shape;
  return {.height = static_cast<int>(shape.out_height()),
          .width = static_cast<int>(shape.out_width()),
          .channels = options_.filters};
}

std::vector<Parameter*> Conv2d::parameters() {
  if (!options_.bias) return {&kernel_};
  return {&kernel_, &bias_};
}

void Conv2d::initialise(SampleShape input, Rng& rng) {
  kernel_ = weight_parameter(
      "kernel", {options_.kernel_height, options_.kernel_width, input.channels, options_.filters},
      options_.weights, rng);
  bias_ = constant_parameter("bias", {options_.filters}, 0.0F);
}

void Conv2d::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  const ConvPlan plan(input.shape(), options_);
  output.resize(input.samples(), output_shape(input.shape()));
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      conv_forward(plan.shape, plan.padded(input.sample(i)), kernel_.values, bias_.values, output.sample(i));
    }
  });
}

void Conv2d::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  infer(input, output, workers);
}

void Conv2d::backward(const Tensor& input, const Tensor& /*output*/, const Tensor& d_output, Tensor* d_input,
                      const Workers& workers) {
  const ConvPlan plan(input.shape(), options_);
  backward_->begin(plan, kernel_, slice_count(input.samples()));
  if (d_input != nullptr) d_input->resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    backward_->begin_slice(slice.index);
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      const auto d_rows = [&](RowRange rows) {
        const std::size_t line = plan.shape.out_line();
        return d_output.sample(i).subspan(rows.begin * line, rows.count() * line);
      };
      backward_->add_sample(slice.index, input.sample(i),
                            d_input == nullptr ? std::span<float>() : d_input->sample(i), d_rows);
    }
  });
  backward_->finish(kernel_, learnt_bias(), workers);
}

}  // namespace mrec::nn
