#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "mrec/core/rng.h"
#include "nn/conv_kernels.h"
#include "nn/pool_kernels.h"

/// The same kernels as plain loops in double, to hold the fast ones against.
namespace mrec::testing {

inline std::vector<float> random_values(std::size_t count, Rng& rng) {
  std::vector<float> values(count);
  for (float& value : values) value = 2.0F * rng.uniform() - 1.0F;
  return values;
}

/// Calls body(output index, input index, kernel index) for every product of a convolution.
template <class Body>
void for_each_product(const nn::ConvShape& shape, const Body& body) {
  const std::size_t out_width = shape.out_width();
  for (std::size_t place = 0; place < shape.places(); ++place) {
    for (std::size_t ky = 0; ky < shape.kernel_height; ++ky) {
      for (std::size_t kx = 0; kx < shape.kernel_width; ++kx) {
        for (std::size_t channel = 0; channel < shape.channels; ++channel) {
          const std::size_t y = place / out_width * shape.stride_height + ky;
          const std::size_t x = place % out_width * shape.stride_width + kx;
          const std::size_t input = (y * shape.width + x) * shape.channels + channel;
          const std::size_t row = (ky * shape.kernel_width + kx) * shape.channels + channel;
          for (std::size_t filter = 0; filter < shape.filters; ++filter) {
            body(place * shape.filters + filter, input, row * shape.filters + filter);
          }
        }
      }
    }
  }
}

inline std::vector<double> plain_conv_forward(const nn::ConvShape& shape, std::span<const float> input,
                                              std::span<const float> kernel, std::span<const float> bias) {
  std::vector<double> output(shape.places() * shape.filters);
  for (std::size_t i = 0; i < output.size(); ++i) output[i] = bias[i % shape.filters];
  for_each_product(shape, [&](std::size_t o, std::size_t i, std::size_t k) {
    output[o] += static_cast<double>(input[i]) * kernel[k];
  });
  return output;
}

inline std::vector<double> plain_conv_backward_input(const nn::ConvShape& shape,
                                                     std::span<const float> d_output,
                                                     std::span<const float> kernel) {
  std::vector<double> d_input(shape.height * shape.width * shape.channels);
  for_each_product(shape, [&](std::size_t o, std::size_t i, std::size_t k) {
    d_input[i] += static_cast<double>(d_output[o]) * kernel[k];
  });
  return d_input;
}

inline std::vector<double> plain_conv_backward_kernel(const nn::ConvShape& shape,
                                                      std::span<const float> input,
                                                      std::span<const float> d_output) {
  std::vector<double> d_kernel(shape.kernel_rows() * shape.filters);
  for_each_product(shape, [&](std::size_t o, std::size_t i, std::size_t k) {
    d_kernel[k] += static_cast<double>(d_output[o]) * input[i];
  });
  return d_kernel;
}

/// Calls body(output index, input index) for everything under every window, row by row. Padding as TensorFlow
/// states it: total = max((places - 1) * stride + kernel - size, 0), the smaller half before.
template <class Body>
void for_each_pooled(const nn::PoolShape& shape, const Body& body) {
  const auto padding = [&](std::size_t size, std::size_t places, std::size_t kernel) {
    const auto total = static_cast<int>((places - 1) * shape.stride + kernel) - static_cast<int>(size);
    return total > 0 ? total / 2 : 0;
  };
  const int top = padding(shape.height, shape.out_height(), shape.kernel_height);
  const int left = padding(shape.width, shape.out_width(), shape.kernel_width);
  const auto outside = [](int i, std::size_t size) { return i < 0 || i >= static_cast<int>(size); };
  for (std::size_t o = 0; o < shape.out_height() * shape.out_width() * shape.channels; ++o) {
    const std::size_t place = o / shape.channels;
    const int top_row = static_cast<int>(place / shape.out_width() * shape.stride) - top;
    const int left_column = static_cast<int>(place % shape.out_width() * shape.stride) - left;
    for (int y = top_row; y < top_row + static_cast<int>(shape.kernel_height); ++y) {
      for (int x = left_column; x < left_column + static_cast<int>(shape.kernel_width); ++x) {
        if (outside(y, shape.height) || outside(x, shape.width)) continue;
        const std::size_t in_place = static_cast<std::size_t>(y) * shape.width + static_cast<std::size_t>(x);
        body(o, in_place * shape.channels + o % shape.channels);
      }
    }
  }
}

/// For every output number the index of the first maximum in the input.
inline std::vector<std::size_t> plain_pool_argmax(const nn::PoolShape& shape, std::span<const float> input) {
  const std::size_t outputs = shape.out_height() * shape.out_width() * shape.channels;
  std::vector<std::size_t> best(outputs, input.size());
  for_each_pooled(shape, [&](std::size_t o, std::size_t i) {
    if (best[o] == input.size() || input[i] > input[best[o]]) best[o] = i;
  });
  return best;
}

}  // namespace mrec::testing
