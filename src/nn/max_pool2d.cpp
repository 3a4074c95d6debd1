#include "mrec/nn/max_pool2d.h"

#include "nn/pool_kernels.h"
#include "nn/pool_plan.h"
#include "nn/slices.h"

namespace mrec::nn {
namespace {

/// One sample at a time; `positions` is empty or of the size of the output.
void forward(const PoolShape& shape, const Tensor& input, Tensor& output, std::span<Position> positions,
             const Workers& workers) {
  const std::size_t size = output.shape().size();
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      pool_forward(shape, {0, shape.out_height()}, {0, input.sample(i)}, kNoLeast, output.sample(i),
                   positions.empty() ? positions : positions.subspan(i * size, size));
    }
  });
}

}  // namespace

SampleShape MaxPool2d::output_shape(SampleShape input) const {
  const PoolShape shape = pool_shape(input, options_);
  return {.height = static_cast<int>(shape.out_height()),
          .width = static_cast<int>(shape.out_width()),
          .channels = input.channels};
}

void MaxPool2d::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  output.resize(input.samples(), output_shape(input.shape()));
  forward(pool_shape(input.shape(), options_), input, output, {}, workers);
}

void MaxPool2d::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  output.resize(input.samples(), output_shape(input.shape()));
  positions_.resize(output.size());
  forward(pool_shape(input.shape(), options_), input, output, positions_, workers);
}

void MaxPool2d::backward(const Tensor& input, const Tensor& /*output*/, const Tensor& d_output,
                         Tensor* d_input, const Workers& workers) {
  if (d_input == nullptr) return;
  const PoolShape shape = pool_shape(input.shape(), options_);
  const std::size_t size = d_output.shape().size();
  d_input->resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    for (std::size_t i = slice.begin; i < slice.end; ++i) {
      pool_backward(shape, {0, shape.height}, d_output.sample(i),
                    std::span(positions_).subspan(i * size, size), d_input->sample(i));
    }
  });
}

}  // namespace mrec::nn
