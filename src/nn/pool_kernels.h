#pragma once

#include <cstddef>
#include <span>

/// Maximum over windows of one sample, [height][width][channel], with TensorFlow's "same" padding: the output
/// has ceil(size / stride) places, and when the padding is odd there is one more after than before. What lies
/// outside the input never is the maximum.
namespace mrec::nn {

struct PoolShape {
  std::size_t height = 1;  ///< of the input, as the next two
  std::size_t width = 1;
  std::size_t channels = 1;
  std::size_t kernel_height = 2;
  std::size_t kernel_width = 2;
  std::size_t stride = 2;

  std::size_t out_height() const { return (height + stride - 1) / stride; }
  std::size_t out_width() const { return (width + stride - 1) / stride; }
};

void pool_forward(const PoolShape& shape, std::span<const float> input, std::span<float> output);

/// Overwrites d_input: the gradient of a window goes to its first maximum (row by row).
void pool_backward(const PoolShape& shape, std::span<const float> input, std::span<const float> output,
                   std::span<const float> d_output, std::span<float> d_input);

}  // namespace mrec::nn
