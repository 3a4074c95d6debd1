#include "nn/conv_kernels.h"

#include <algorithm>
#include <cassert>

#include "core/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/conv_kernels.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace mrec::nn {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Rows and vectors of accumulators held in registers, of which there are 16 or 32. The smaller numbers of
/// rows are for what is left over.
#if HWY_ARCH_X86 && HWY_TARGET > HWY_AVX3
constexpr int kRows = 6;
#else
constexpr int kRows = 12;
#endif
constexpr int kMostRows = kRows * 3 / 4;  ///< 9 are a 3x3 kernel on one channel
constexpr int kFewRows = kRows / 3;
constexpr int kVectors = 2;
constexpr int kManyVectors = 3;

constexpr int rows_beside(int vectors) {
  return vectors == kManyVectors ? kRows * kVectors / kManyVectors : kRows;
}

/// Walks over the places of the output and gives where in the input each one's window begins.
class Places {
 public:
  explicit Places(const ConvShape& shape)
      : step_(shape.stride_width * shape.channels),
        to_next_row_(shape.stride_height * shape.width * shape.channels - shape.out_width() * step_),
        out_width_(shape.out_width()) {}

  std::size_t next() {
    const std::size_t offset = offset_;
    offset_ += step_;
    if (++column_ == out_width_) {
      column_ = 0;
      offset_ += to_next_row_;  // may be less than 0, as the numbers wrap around
    }
    return offset;
  }

 private:
  std::size_t step_;
  std::size_t to_next_row_;
  std::size_t out_width_;
  std::size_t column_ = 0;
  std::size_t offset_ = 0;
};

/// Accumulators of a tile: M rows of a product times N vectors of columns. A plain array: the constructor
/// that a class around it would be given is compiled without NEON's flags, and GCC refuses to inline into it.
template <class D, int M, int N>
using Tile = hn::Vec<D>[M][N];

/// Adds to each row m the product of left[m][i] and N vectors from `right` on.
template <class D, int M, int N>
HWY_INLINE void multiply_add(D d, const float* const* left, std::size_t i, const float* right,
                             Tile<D, M, N>& sums) {
  hn::Vec<D> columns[N];
  for (int n = 0; n < N; ++n) columns[n] = hn::LoadU(d, right + n * hn::Lanes(d));
  for (int m = 0; m < M; ++m) {
    const auto factor = hn::Set(d, left[m][i]);
    for (int n = 0; n < N; ++n) sums[m][n] = hn::MulAdd(factor, columns[n], sums[m][n]);
  }
}

/// M places of the output, N vectors of filters from `filter` on.
template <class D, int M, int N>
HWY_INLINE void forward_tile(D d, const ConvShape& shape, const float* const* windows, const float* kernel,
                             const float* bias, float* output) {
  Tile<D, M, N> tile;
  for (int m = 0; m < M; ++m) {
    for (int n = 0; n < N; ++n) tile[m][n] = hn::LoadU(d, bias + n * hn::Lanes(d));
  }
  const std::size_t run = shape.kernel_width * shape.channels;
  for (std::size_t ky = 0; ky < shape.kernel_height; ++ky) {
    const std::size_t line = ky * shape.width * shape.channels;
    for (std::size_t i = 0; i < run; ++i) {
      multiply_add<D, M, N>(d, windows, line + i, kernel, tile);
      kernel += shape.filters;
    }
  }
  for (int m = 0; m < M; ++m) {
    for (int n = 0; n < N; ++n) hn::StoreU(tile[m][n], d, output + m * shape.filters + n * hn::Lanes(d));
  }
}

template <class D, int M, int N>
HWY_INLINE void forward_places(D d, const ConvShape& shape, Places& places, std::size_t& place,
                               const float* input, const float* kernel, const float* bias, float* output) {
  for (; place + M <= shape.places(); place += M) {
    const float* windows[M];
    for (int m = 0; m < M; ++m) windows[m] = input + places.next();
    forward_tile<D, M, N>(d, shape, windows, kernel, bias, output + place * shape.filters);
  }
}

/// All places for the N vectors of filters from `filter` on, as long as so many are left; returns where it
/// stopped.
template <class D, int N>
HWY_INLINE std::size_t forward_filters(D d, std::size_t filter, const ConvShape& shape, const float* input,
                                       const float* kernel, const float* bias, float* output) {
  const std::size_t step = N * hn::Lanes(d);
  for (; filter + step <= shape.filters; filter += step) {
    Places places(shape);
    std::size_t place = 0;
    const float* columns = kernel + filter;
    forward_places<D, kRows, N>(d, shape, places, place, input, columns, bias + filter, output + filter);
    forward_places<D, kFewRows, N>(d, shape, places, place, input, columns, bias + filter, output + filter);
    forward_places<D, 1, N>(d, shape, places, place, input, columns, bias + filter, output + filter);
  }
  return filter;
}

void ForwardSample(const ConvShape& shape, const float* input, const float* kernel, const float* bias,
                   float* output) {
  const hn::ScalableTag<float> full;
  std::size_t filter = 0;
  filter = forward_filters<decltype(full), kVectors>(full, filter, shape, input, kernel, bias, output);
  filter = forward_filters<decltype(full), 1>(full, filter, shape, input, kernel, bias, output);
  const hn::CappedTag<float, 4> quarter;
  filter = forward_filters<decltype(quarter), 1>(quarter, filter, shape, input, kernel, bias, output);
  const hn::CappedTag<float, 1> single;
  forward_filters<decltype(single), 1>(single, filter, shape, input, kernel, bias, output);
}

/// Adds M places' gradients, N vectors wide, to where their windows lie; windows may overlap.
template <class D, int M, int N>
HWY_INLINE void scatter_tile(D d, std::size_t filters, const float* const* gradients, const float* transposed,
                             std::size_t transposed_stride, float* const* windows) {
  Tile<D, M, N> tile;
  for (int m = 0; m < M; ++m) {
    for (int n = 0; n < N; ++n) tile[m][n] = hn::Zero(d);
  }
  for (std::size_t filter = 0; filter < filters; ++filter) {
    multiply_add<D, M, N>(d, gradients, filter, transposed + filter * transposed_stride, tile);
  }
  // A vector of all places after the other: what lies in two windows is not wanted again at once.
  for (int n = 0; n < N; ++n) {
    for (int m = 0; m < M; ++m) {
      float* to = windows[m] + n * hn::Lanes(d);
      hn::StoreU(hn::Add(hn::LoadU(d, to), tile[m][n]), d, to);
    }
  }
}

template <class D, int M, int N>
HWY_INLINE void scatter_places(D d, const ConvShape& shape, Places& places, std::size_t& place,
                               const float* d_output, const float* transposed, float* d_input) {
  for (; place + M <= shape.places(); place += M) {
    const float* gradients[M];
    float* windows[M];
    for (int m = 0; m < M; ++m) {
      gradients[m] = d_output + (place + m) * shape.filters;
      windows[m] = d_input + places.next();
    }
    scatter_tile<D, M, N>(d, shape.filters, gradients, transposed, shape.kernel_rows(), windows);
  }
}

/// One line of the kernel (kernel_width * channels numbers that lie together in the input), from number `i`
/// on.
template <class D, int N>
HWY_INLINE std::size_t scatter_line(D d, std::size_t i, const ConvShape& shape, const float* d_output,
                                    const float* transposed, float* d_input) {
  const std::size_t step = N * hn::Lanes(d);
  for (; i + step <= shape.kernel_width * shape.channels; i += step) {
    Places places(shape);
    std::size_t place = 0;
    scatter_places<D, rows_beside(N), N>(d, shape, places, place, d_output, transposed + i, d_input + i);
    scatter_places<D, kFewRows, N>(d, shape, places, place, d_output, transposed + i, d_input + i);
    scatter_places<D, 1, N>(d, shape, places, place, d_output, transposed + i, d_input + i);
  }
  return i;
}

void BackwardInput(const ConvShape& shape, const float* d_output, const float* transposed, float* d_input) {
  const hn::ScalableTag<float> full;
  const hn::CappedTag<float, 4> quarter;
  const hn::CappedTag<float, 1> single;
  const std::size_t run = shape.kernel_width * shape.channels;
  // Three vectors at a time need fewer loads than two, where they leave no rest.
  const bool in_threes = run % (kManyVectors * hn::Lanes(full)) == 0;
  for (std::size_t ky = 0; ky < shape.kernel_height; ++ky) {
    std::size_t i = 0;
    if (in_threes)
      i = scatter_line<decltype(full), kManyVectors>(full, i, shape, d_output, transposed, d_input);
    i = scatter_line<decltype(full), kVectors>(full, i, shape, d_output, transposed, d_input);
    i = scatter_line<decltype(full), 1>(full, i, shape, d_output, transposed, d_input);
    i = scatter_line<decltype(quarter), 1>(quarter, i, shape, d_output, transposed, d_input);
    scatter_line<decltype(single), 1>(single, i, shape, d_output, transposed, d_input);
    transposed += run;
    d_input += shape.width * shape.channels;
  }
}

/// Where in its window the input number of a row of the kernel matrix lies.
HWY_INLINE std::size_t row_offset(const ConvShape& shape, std::size_t row) {
  const std::size_t run = shape.kernel_width * shape.channels;
  return row / run * shape.width * shape.channels + row % run;
}

/// M rows of the kernel matrix, N vectors of filters: sums over all places.
template <class D, int M, int N>
HWY_INLINE void kernel_tile(D d, const ConvShape& shape, std::size_t row, const float* input,
                            const float* d_output, float* d_kernel) {
  Tile<D, M, N> tile;
  const float* rows[M];
  for (int m = 0; m < M; ++m) {
    rows[m] = input + row_offset(shape, row + m);
    for (int n = 0; n < N; ++n) {
      tile[m][n] = hn::LoadU(d, d_kernel + (row + m) * shape.filters + n * hn::Lanes(d));
    }
  }
  const std::size_t out_width = shape.out_width();
  for (std::size_t y = 0; y < shape.out_height(); ++y) {
    const std::size_t line = y * shape.stride_height * shape.width * shape.channels;
    for (std::size_t x = 0; x < out_width; ++x) {
      multiply_add<D, M, N>(d, rows, line + x * shape.stride_width * shape.channels, d_output, tile);
      d_output += shape.filters;
    }
  }
  for (int m = 0; m < M; ++m) {
    for (int n = 0; n < N; ++n) {
      hn::StoreU(tile[m][n], d, d_kernel + (row + m) * shape.filters + n * hn::Lanes(d));
    }
  }
}

template <class D, int M, int N>
HWY_INLINE void kernel_rows(D d, const ConvShape& shape, KernelRows& rows, const float* input,
                            const float* d_output, float* d_kernel) {
  for (; rows.begin + M <= rows.end; rows.begin += M) {
    kernel_tile<D, M, N>(d, shape, rows.begin, input, d_output, d_kernel);
  }
}

template <class D, int N>
HWY_INLINE std::size_t kernel_filters(D d, std::size_t filter, const ConvShape& shape, KernelRows rows,
                                      const float* input, const float* d_output, float* d_kernel) {
  const std::size_t step = N * hn::Lanes(d);
  for (; filter + step <= shape.filters; filter += step) {
    KernelRows left = rows;
    kernel_rows<D, kRows, N>(d, shape, left, input, d_output + filter, d_kernel + filter);
    kernel_rows<D, kMostRows, N>(d, shape, left, input, d_output + filter, d_kernel + filter);
    kernel_rows<D, kFewRows, N>(d, shape, left, input, d_output + filter, d_kernel + filter);
    kernel_rows<D, 1, N>(d, shape, left, input, d_output + filter, d_kernel + filter);
  }
  return filter;
}

void BackwardKernel(const ConvShape& shape, KernelRows rows, const float* input, const float* d_output,
                    float* d_kernel) {
  const hn::ScalableTag<float> full;
  const hn::CappedTag<float, 4> quarter;
  const hn::CappedTag<float, 1> single;
  std::size_t filter = 0;
  filter = kernel_filters<decltype(full), kVectors>(full, filter, shape, rows, input, d_output, d_kernel);
  filter = kernel_filters<decltype(full), 1>(full, filter, shape, rows, input, d_output, d_kernel);
  filter = kernel_filters<decltype(quarter), 1>(quarter, filter, shape, rows, input, d_output, d_kernel);
  kernel_filters<decltype(single), 1>(single, filter, shape, rows, input, d_output, d_kernel);
}

/// N vectors of filters at a time. Even and odd places have sums of their own, which need not wait for each
/// other.
template <class D, int N>
HWY_INLINE std::size_t bias_filters(D d, std::size_t filter, const float* d_output, std::size_t places,
                                    std::size_t filters, float* d_bias) {
  const std::size_t lanes = hn::Lanes(d);
  for (; filter + N * lanes <= filters; filter += N * lanes) {
    Tile<D, 2, N> sums;
    for (int n = 0; n < N; ++n) {
      sums[0][n] = hn::LoadU(d, d_bias + filter + n * lanes);
      sums[1][n] = hn::Zero(d);
    }
    const float* from = d_output + filter;
    for (std::size_t place = 0; place < places; ++place, from += filters) {
      for (int n = 0; n < N; ++n) sums[0][n] = hn::Add(sums[0][n], hn::LoadU(d, from + n * lanes));
      if (++place == places) break;
      from += filters;
      for (int n = 0; n < N; ++n) sums[1][n] = hn::Add(sums[1][n], hn::LoadU(d, from + n * lanes));
    }
    for (int n = 0; n < N; ++n) hn::StoreU(hn::Add(sums[0][n], sums[1][n]), d, d_bias + filter + n * lanes);
  }
  return filter;
}

void BackwardBias(const float* d_output, std::size_t places, std::size_t filters, float* d_bias) {
  const hn::ScalableTag<float> full;
  const hn::CappedTag<float, 1> single;
  std::size_t done = bias_filters<decltype(full), 2>(full, 0, d_output, places, filters, d_bias);
  done = bias_filters<decltype(full), 1>(full, done, d_output, places, filters, d_bias);
  bias_filters<decltype(single), 1>(single, done, d_output, places, filters, d_bias);
}

}  // namespace HWY_NAMESPACE
}  // namespace mrec::nn
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mrec::nn {

HWY_EXPORT(ForwardSample);
HWY_EXPORT(BackwardInput);
HWY_EXPORT(BackwardKernel);
HWY_EXPORT(BackwardBias);

namespace {

[[maybe_unused]] std::size_t output_size(const ConvShape& shape) {
  return shape.places() * shape.filters;
}

[[maybe_unused]] std::size_t kernel_size(const ConvShape& shape) {
  return shape.kernel_rows() * shape.filters;
}

}  // namespace

void conv_forward(const ConvShape& shape, std::span<const float> input, std::span<const float> kernel,
                  std::span<const float> bias, std::span<float> output) {
  assert(input.size() == shape.input_size() && output.size() == output_size(shape));
  assert(kernel.size() == kernel_size(shape) && bias.size() == shape.filters);
  HWY_DYNAMIC_DISPATCH(ForwardSample)(shape, input.data(), kernel.data(), bias.data(), output.data());
}

void conv_backward_input(const ConvShape& shape, std::span<const float> d_output,
                         std::span<const float> kernel_transposed, std::span<float> d_input) {
  assert(d_output.size() == output_size(shape) && d_input.size() == shape.input_size());
  assert(kernel_transposed.size() == kernel_size(shape));
  HWY_DYNAMIC_DISPATCH(BackwardInput)(shape, d_output.data(), kernel_transposed.data(), d_input.data());
}

void conv_backward_kernel(const ConvShape& shape, KernelRows rows, std::span<const float> input,
                          std::span<const float> d_output, std::span<float> d_kernel) {
  assert(input.size() == shape.input_size() && d_output.size() == output_size(shape));
  assert(d_kernel.size() == kernel_size(shape) && rows.end <= shape.kernel_rows());
  HWY_DYNAMIC_DISPATCH(BackwardKernel)(shape, rows, input.data(), d_output.data(), d_kernel.data());
}

void conv_backward_bias(std::span<const float> d_output, std::span<float> d_bias) {
  assert(d_output.size() % d_bias.size() == 0);
  HWY_DYNAMIC_DISPATCH(BackwardBias)
  (d_output.data(), d_output.size() / d_bias.size(), d_bias.size(), d_bias.data());
}

void pad_sample(const PaddedSample& shape, std::span<const float> sample, std::span<float> padded) {
  assert(padded.size() == shape.size());
  const std::size_t line = shape.width * shape.channels;
  const std::size_t side = shape.border * shape.channels;
  const std::size_t above = shape.border * (line + 2 * side);
  float* to = std::fill_n(padded.data(), above, 0.0F);
  for (std::size_t y = 0; y < shape.height; ++y) {
    to = std::fill_n(to, side, 0.0F);
    to = std::copy_n(sample.data() + y * line, line, to);
    to = std::fill_n(to, side, 0.0F);
  }
  std::fill_n(to, above, 0.0F);
}

void crop_sample(const PaddedSample& shape, std::span<const float> padded, std::span<float> sample) {
  assert(padded.size() == shape.size());
  const std::size_t line = shape.width * shape.channels;
  const std::size_t side = shape.border * shape.channels;
  const float* from = padded.data() + shape.border * (line + 2 * side) + side;
  for (std::size_t y = 0; y < shape.height; ++y, from += line + 2 * side) {
    std::copy_n(from, line, sample.data() + y * line);
  }
}

void transpose_kernel(std::span<const float> kernel, std::size_t columns, std::span<float> transposed) {
  constexpr std::size_t kBlock = 16;  // numbers in a line of the cache
  const std::size_t rows = kernel.size() / columns;
  for (std::size_t first = 0; first < rows; first += kBlock) {
    const std::size_t end = std::min(first + kBlock, rows);
    for (std::size_t column = 0; column < columns; ++column) {
      for (std::size_t row = first; row < end; ++row) {
        transposed[column * rows + row] = kernel[row * columns + column];
      }
    }
  }
}

}  // namespace mrec::nn
#endif  // HWY_ONCE
