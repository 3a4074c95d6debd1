#include "nn/pool_kernels.h"

#include <cassert>
#include <cstring>

#include "nn/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/pool_kernels.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace mrec::nn {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// The part [begin, end) of one axis of the input that lies under a window.
struct Range {
  std::size_t begin;
  std::size_t end;
};

/// One axis of the input and how windows lie on it.
struct Axis {
  std::size_t size;
  std::size_t kernel;
  std::size_t stride;
  std::size_t before;  ///< padding before the first number

  HWY_INLINE Range window(std::size_t place) const {
    const std::size_t start = place * stride;
    const std::size_t end = start + kernel - before;
    return {start > before ? start - before : 0, end < size ? end : size};
  }
};

HWY_INLINE Axis padded_axis(std::size_t size, std::size_t places, std::size_t kernel, std::size_t stride) {
  const std::size_t covered = (places - 1) * stride + kernel;
  return {size, kernel, stride, covered > size ? (covered - size) / 2 : 0};
}

/// One place of the output and the window above it.
struct Window {
  Range rows;
  Range columns;
  std::size_t line;      ///< numbers in a row of the input
  std::size_t channels;  ///< numbers in a place of the input
};

/// Maxima of the channels from `channel` on, a vector at a time; returns where it stopped.
template <class D>
HWY_INLINE std::size_t maximum(D d, std::size_t channel, const Window& window, const float* input,
                               float* output) {
  for (; channel + hn::Lanes(d) <= window.channels; channel += hn::Lanes(d)) {
    auto best = hn::LoadU(
        d, input + window.rows.begin * window.line + window.columns.begin * window.channels + channel);
    for (std::size_t y = window.rows.begin; y < window.rows.end; ++y) {
      const float* row = input + y * window.line + channel;
      for (std::size_t x = window.columns.begin; x < window.columns.end; ++x) {
        best = hn::Max(best, hn::LoadU(d, row + x * window.channels));
      }
    }
    hn::StoreU(best, d, output + channel);
  }
  return channel;
}

/// Adds the gradient to the first place of the window that holds the maximum.
template <class D>
HWY_INLINE std::size_t scatter(D d, std::size_t channel, const Window& window, const float* input,
                               const float* output, const float* d_output, float* d_input) {
  for (; channel + hn::Lanes(d) <= window.channels; channel += hn::Lanes(d)) {
    const auto best = hn::LoadU(d, output + channel);
    auto gradient = hn::LoadU(d, d_output + channel);
    for (std::size_t y = window.rows.begin; y < window.rows.end; ++y) {
      for (std::size_t x = window.columns.begin; x < window.columns.end; ++x) {
        const std::size_t at = y * window.line + x * window.channels + channel;
        const auto here = hn::Eq(hn::LoadU(d, input + at), best);
        hn::StoreU(hn::Add(hn::LoadU(d, d_input + at), hn::IfThenElseZero(here, gradient)), d, d_input + at);
        gradient = hn::IfThenZeroElse(here, gradient);
      }
    }
  }
  return channel;
}

/// A place of the output after the other, row by row.
struct Axes {
  Axis rows;
  Axis columns;
  std::size_t out_height;
  std::size_t out_width;

  HWY_INLINE Window window(const PoolShape& shape, const Range& under, std::size_t x) const {
    return {under, columns.window(x), shape.width * shape.channels, shape.channels};
  }
};

HWY_INLINE Axes padded_axes(const PoolShape& shape) {
  const std::size_t out_height = shape.out_height();
  const std::size_t out_width = shape.out_width();
  return {padded_axis(shape.height, out_height, shape.kernel_height, shape.stride),
          padded_axis(shape.width, out_width, shape.kernel_width, shape.stride), out_height, out_width};
}

void PoolForward(const PoolShape& shape, const float* input, float* output) {
  const Axes axes = padded_axes(shape);
  for (std::size_t y = 0; y < axes.out_height; ++y) {
    const Range rows = axes.rows.window(y);
    for (std::size_t x = 0; x < axes.out_width; ++x) {
      const Window window = axes.window(shape, rows, x);
      const std::size_t channel = maximum(hn::ScalableTag<float>(), 0, window, input, output);
      maximum(hn::CappedTag<float, 1>(), channel, window, input, output);
      output += shape.channels;
    }
  }
}

void PoolBackward(const PoolShape& shape, const float* input, const float* output, const float* d_output,
                  float* d_input) {
  const Axes axes = padded_axes(shape);
  const std::size_t line = shape.width * shape.channels;
  std::size_t cleared = 0;  // rows; each just before it is needed, so that it is in the cache
  for (std::size_t y = 0; y < axes.out_height; ++y) {
    const Range rows = axes.rows.window(y);
    const std::size_t needed = y + 1 == axes.out_height ? shape.height : rows.end;
    if (needed > cleared) std::memset(d_input + cleared * line, 0, (needed - cleared) * line * sizeof(float));
    cleared = needed > cleared ? needed : cleared;
    for (std::size_t x = 0; x < axes.out_width; ++x) {
      const Window window = axes.window(shape, rows, x);
      const std::size_t channel =
          scatter(hn::ScalableTag<float>(), 0, window, input, output, d_output, d_input);
      scatter(hn::CappedTag<float, 1>(), channel, window, input, output, d_output, d_input);
      output += shape.channels;
      d_output += shape.channels;
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace mrec::nn
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mrec::nn {

HWY_EXPORT(PoolForward);
HWY_EXPORT(PoolBackward);

namespace {

[[maybe_unused]] bool sizes_agree(const PoolShape& shape, std::size_t input, std::size_t output) {
  return input == shape.height * shape.width * shape.channels &&
         output == shape.out_height() * shape.out_width() * shape.channels;
}

}  // namespace

void pool_forward(const PoolShape& shape, std::span<const float> input, std::span<float> output) {
  assert(sizes_agree(shape, input.size(), output.size()));
  HWY_DYNAMIC_DISPATCH(PoolForward)(shape, input.data(), output.data());
}

void pool_backward(const PoolShape& shape, std::span<const float> input, std::span<const float> output,
                   std::span<const float> d_output, std::span<float> d_input) {
  assert(sizes_agree(shape, input.size(), output.size()));
  assert(sizes_agree(shape, d_input.size(), d_output.size()));
  HWY_DYNAMIC_DISPATCH(PoolBackward)(shape, input.data(), output.data(), d_output.data(), d_input.data());
}

}  // namespace mrec::nn
#endif  // HWY_ONCE
