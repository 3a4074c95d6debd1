#include "mrec/nn/max_pool2d.h"

#include "nn/pool_kernels.h"
#include "nn/slices.h"

namespace mrec::nn {
namespace {

PoolShape pool_shape(SampleShape input, const MaxPool2dOptions& options) {
  return {.height = static_cast<std::size_t>(input.height),
          .width = static_cast<std::size_t>(input.width),
          .channels = static_cast<std::size_t>(input.channels),
          .kernel_height = static_cast<std::size_t>(options.kernel_height),
          .kernel_width = static_cast<std::size_t>(options.kernel_width),
          .stride = static_cast<std::size_t>(options.stride)};
}

}  // namespace

SampleShape MaxPool2d::output_shape(SampleShape input) const {
  const PoolShape shape = pool_shape(input, options_);
  return {.height = static_cast<int>(shape.out_height()),
          .width = static_cast<int>(shape.out_width()),
          .channels = input.channels};
}

void MaxPool2d::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  const PoolShape shape = pool_shape(input.shape(), options_);
  output.resize(input.samples(), output_shape(input.shape()));
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    for (std::size_t i = slice.begin; i < slice.end; ++i)
      pool_forward(shape, input.sample(i), output.sample(i));
  });
}

void MaxPool2d::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  infer(input, output, workers);
}

void MaxPool2d::backward(const Tensor& input, const Tensor& output, const Tensor& d_output, Tensor* d_input,
                         const Workers& workers) {
  if (d_input == nullptr) return;
  const PoolShape shape = pool_shape(input.shape(), options_);
  d_input->resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      pool_backward(shape, input.sample(i), output.sample(i), d_output.sample(i), d_input->sample(i));
    }
  });
}

}  // namespace mrec::nn
