#pragma once

#include <cstddef>
#include <span>

/// Convolution of one sample, [height][width][channel], with kernels [ky][kx][channel][filter]; padding is
/// part of the sample (pad_sample()). The kernel is a matrix of kernel_rows() rows and one column a filter.
/// With a 1x1 kernel and `height` samples of one place each it is a dense layer. The order of every sum is
/// fixed.
namespace mrec::nn {

struct ConvShape {
  std::size_t height = 1;  ///< of the input, as the next two
  std::size_t width = 1;
  std::size_t channels = 1;
  std::size_t kernel_height = 1;
  std::size_t kernel_width = 1;
  std::size_t filters = 1;
  std::size_t stride_height = 1;
  std::size_t stride_width = 1;

  std::size_t out_height() const { return (height - kernel_height) / stride_height + 1; }
  std::size_t out_width() const { return (width - kernel_width) / stride_width + 1; }
  std::size_t places() const { return out_height() * out_width(); }
  std::size_t kernel_rows() const { return kernel_height * kernel_width * channels; }
  std::size_t input_size() const { return height * width * channels; }
  std::size_t out_line() const { return out_width() * filters; }  ///< numbers in a row of the output

  /// The part that makes some rows of the output; its input begins at input_offset(first row).
  ConvShape part(std::size_t out_rows) const {
    ConvShape shape = *this;
    shape.height = (out_rows - 1) * stride_height + kernel_height;
    return shape;
  }
  std::size_t input_offset(std::size_t out_row) const { return out_row * stride_height * width * channels; }
};

/// Some rows of the kernel matrix.
struct KernelRows {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// output = bias + input * kernel at every place.
void conv_forward(const ConvShape& shape, std::span<const float> input, std::span<const float> kernel,
                  std::span<const float> bias, std::span<float> output);

/// Adds to d_input. `kernel_transposed` is [filter][ky][kx][channel], from transpose_kernel().
void conv_backward_input(const ConvShape& shape, std::span<const float> d_output,
                         std::span<const float> kernel_transposed, std::span<float> d_input);

/// Adds the gradient of `rows` of the kernel matrix to those rows of d_kernel.
void conv_backward_kernel(const ConvShape& shape, KernelRows rows, std::span<const float> input,
                          std::span<const float> d_output, std::span<float> d_kernel);

/// Adds the sums over all places to d_bias.
void conv_backward_bias(std::span<const float> d_output, std::span<float> d_bias);

/// A sample as it lies within a border of zeros.
struct PaddedSample {
  std::size_t height = 1;  ///< without the border, as the next two
  std::size_t width = 1;
  std::size_t channels = 1;
  std::size_t border = 0;  ///< places on each of the four sides

  std::size_t size() const { return (height + 2 * border) * (width + 2 * border) * channels; }
};

/// Overwrites `padded`, border and all.
void pad_sample(const PaddedSample& shape, std::span<const float> sample, std::span<float> padded);

/// What lies within the border.
void crop_sample(const PaddedSample& shape, std::span<const float> padded, std::span<float> sample);

/// (rows x columns) -> (columns x rows).
void transpose_kernel(std::span<const float> kernel, std::size_t columns, std::span<float> transposed);

}  // namespace mrec::nn
