#include "nn/pool_kernels.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "core/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "nn/pool_kernels.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

#ifndef MREC_NN_POOL_AXIS
#define MREC_NN_POOL_AXIS
namespace mrec::nn {
namespace {

/// One axis of the input and how windows lie on it.
struct Axis {
  std::size_t size;
  std::size_t places;
  std::size_t kernel;
  std::size_t stride;
  std::size_t before;  ///< padding before the first number
};

inline Axis padded_axis(std::size_t size, std::size_t places, std::size_t kernel, std::size_t stride) {
  const std::size_t covered = (places - 1) * stride + kernel;
  return {size, places, kernel, stride, covered > size ? (covered - size) / 2 : 0};
}

inline Axis row_axis(const PoolShape& shape) {
  return padded_axis(shape.height, shape.out_height(), shape.kernel_height, shape.stride);
}

inline Axis column_axis(const PoolShape& shape) {
  return padded_axis(shape.width, shape.out_width(), shape.kernel_width, shape.stride);
}

/// The numbers of the input under the window of a place.
inline RowRange under_window(const Axis& axis, std::size_t place) {
  const std::size_t start = place * axis.stride;
  const std::size_t end = start + axis.kernel - axis.before;
  return {start > axis.before ? start - axis.before : 0, end < axis.size ? end : axis.size};
}

/// The places whose windows lie over a number of the input.
inline RowRange windows_over(const Axis& axis, std::size_t number) {
  const std::size_t at = number + axis.before;
  const std::size_t end = at / axis.stride + 1;
  return {at >= axis.kernel ? (at - axis.kernel) / axis.stride + 1 : 0,
          end < axis.places ? end : axis.places};
}

/// Which number of the window of `place` a number of the input is.
inline std::size_t in_window(const Axis& axis, std::size_t number, std::size_t place) {
  return number + axis.before - place * axis.stride;
}

/// The part of the input under a window.
struct Area {
  RowRange rows;
  RowRange columns;
};

}  // namespace
}  // namespace mrec::nn
#endif

HWY_BEFORE_NAMESPACE();
namespace mrec::nn {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Columns of a window: a constant for the usual kernels, so that the loops over them are unrolled, or 0.
template <std::size_t kColumns>
HWY_INLINE std::size_t column_count(const Area& window) {
  return kColumns == 0 ? window.columns.count() : kColumns;
}

/// One place of the output: the maxima of the channels from `channel` on, N vectors at a time; returns where
/// it stopped.
template <std::size_t kColumns, int N, class D>
HWY_INLINE std::size_t maximum(D d, std::size_t channel, const PoolShape& shape, const Area& window,
                               const float* input, float least, float* output) {
  const std::size_t lanes = hn::Lanes(d);
  for (; channel + N * lanes <= shape.channels; channel += N * lanes) {
    hn::Vec<D> best[N];
    for (int n = 0; n < N; ++n) best[n] = hn::Set(d, least);
    for (std::size_t y = window.rows.begin; y < window.rows.end; ++y) {
      const float* from = input + y * shape.line() + window.columns.begin * shape.channels + channel;
      for (std::size_t x = 0; x < column_count<kColumns>(window); ++x, from += shape.channels) {
        for (int n = 0; n < N; ++n) best[n] = hn::Max(best[n], hn::LoadU(d, from + n * lanes));
      }
    }
    for (int n = 0; n < N; ++n) hn::StoreU(best[n], d, output + channel + n * lanes);
  }
  return channel;
}

/// The same, and where each maximum lies; `code` is the position of the first number under the window.
template <std::size_t kColumns, int N, class D>
HWY_INLINE std::size_t find_maximum(D d, std::size_t channel, const PoolShape& shape, const Area& window,
                                    std::size_t code, const float* input, float least, float* output,
                                    Position* positions) {
  const hn::RebindToSigned<D> di;
  const hn::Rebind<Position, D> narrow;
  const std::size_t lanes = hn::Lanes(d);
  for (; channel + N * lanes <= shape.channels; channel += N * lanes) {
    hn::Vec<D> best[N];
    hn::Vec<decltype(di)> position[N];
    for (int n = 0; n < N; ++n) best[n] = hn::Set(d, least);
    for (int n = 0; n < N; ++n) position[n] = hn::Set(di, kNowhere);
    auto here = static_cast<int>(code);
    for (std::size_t y = window.rows.begin; y < window.rows.end; ++y) {
      const float* from = input + y * shape.line() + window.columns.begin * shape.channels + channel;
      for (std::size_t x = 0; x < column_count<kColumns>(window); ++x, from += shape.channels) {
        const auto now = hn::Set(di, here + static_cast<int>(x));
        for (int n = 0; n < N; ++n) {
          const auto value = hn::LoadU(d, from + n * lanes);
          position[n] = hn::IfThenElse(hn::RebindMask(di, hn::Gt(value, best[n])), now, position[n]);
          best[n] = hn::Max(best[n], value);
        }
      }
      here += static_cast<int>(shape.kernel_width);
    }
    for (int n = 0; n < N; ++n) {
      hn::StoreU(best[n], d, output + channel + n * lanes);
      hn::StoreU(hn::DemoteTo(narrow, position[n]), narrow, positions + channel + n * lanes);
    }
  }
  return channel;
}

/// All channels of a place, with positions unless they are null.
template <std::size_t kColumns>
HWY_INLINE void pool_place(const PoolShape& shape, const Area& window, std::size_t code, const float* input,
                           float least, float* output, Position* positions) {
  const hn::ScalableTag<float> full;
  const hn::CappedTag<float, 1> single;
  std::size_t done = 0;
  if (positions == nullptr) {
    done = maximum<kColumns, 2>(full, done, shape, window, input, least, output);
    done = maximum<kColumns, 1>(full, done, shape, window, input, least, output);
    maximum<kColumns, 1>(single, done, shape, window, input, least, output);
    return;
  }
  done = find_maximum<kColumns, 2>(full, done, shape, window, code, input, least, output, positions);
  done = find_maximum<kColumns, 1>(full, done, shape, window, code, input, least, output, positions);
  find_maximum<kColumns, 1>(single, done, shape, window, code, input, least, output, positions);
}

void PoolForward(const PoolShape& shape, RowRange out_rows, std::size_t first_row, const float* input,
                 float least, float* output, Position* positions) {
  const Axis rows = row_axis(shape);
  const Axis columns = column_axis(shape);
  for (std::size_t y = out_rows.begin; y < out_rows.end; ++y) {
    const RowRange under = under_window(rows, y);
    for (std::size_t x = 0; x < columns.places; ++x, output += shape.channels) {
      const Area window{{under.begin - first_row, under.end - first_row}, under_window(columns, x)};
      const std::size_t code =
          in_window(rows, under.begin, y) * shape.kernel_width + in_window(columns, window.columns.begin, x);
      switch (window.columns.count()) {
        case 3:
          pool_place<3>(shape, window, code, input, least, output, positions);
          break;
        case 2:
          pool_place<2>(shape, window, code, input, least, output, positions);
          break;
        default:
          pool_place<0>(shape, window, code, input, least, output, positions);
      }
      if (positions != nullptr) positions += shape.channels;
    }
  }
}

/// Adds a window's gradient where its maximum lies, N vectors of channels at a time. `code` is the position
/// of the first number under the window.
template <std::size_t kColumns, int N, class D>
HWY_INLINE std::size_t scatter(D d, std::size_t channel, const PoolShape& shape, const Area& window,
                               std::size_t code, const float* d_output, const Position* positions,
                               float* d_input) {
  const hn::RebindToSigned<D> di;
  const hn::Rebind<Position, D> narrow;
  const std::size_t lanes = hn::Lanes(d);
  for (; channel + N * lanes <= shape.channels; channel += N * lanes) {
    hn::Vec<D> gradient[N];
    hn::Vec<decltype(di)> position[N];
    for (int n = 0; n < N; ++n) gradient[n] = hn::LoadU(d, d_output + channel + n * lanes);
    for (int n = 0; n < N; ++n) {
      position[n] = hn::PromoteTo(di, hn::LoadU(narrow, positions + channel + n * lanes));
    }
    auto code_of_row = static_cast<int>(code);
    for (std::size_t y = window.rows.begin; y < window.rows.end; ++y) {
      float* to = d_input + y * shape.line() + window.columns.begin * shape.channels + channel;
      for (std::size_t x = 0; x < column_count<kColumns>(window); ++x, to += shape.channels) {
        const auto here = hn::Set(di, code_of_row + static_cast<int>(x));
        for (int n = 0; n < N; ++n) {
          const auto mine = hn::RebindMask(d, hn::Eq(position[n], here));
          const auto sum = hn::Add(hn::LoadU(d, to + n * lanes), hn::IfThenElseZero(mine, gradient[n]));
          hn::StoreU(sum, d, to + n * lanes);
        }
      }
      code_of_row += static_cast<int>(shape.kernel_width);
    }
  }
  return channel;
}

/// All channels of a window.
template <std::size_t kColumns>
HWY_INLINE void scatter_place(const PoolShape& shape, const Area& window, std::size_t code,
                              const float* d_output, const Position* positions, float* d_input) {
  const hn::ScalableTag<float> full;
  const hn::CappedTag<float, 1> single;
  std::size_t done = 0;
  done = scatter<kColumns, 2>(full, done, shape, window, code, d_output, positions, d_input);
  done = scatter<kColumns, 1>(full, done, shape, window, code, d_output, positions, d_input);
  scatter<kColumns, 1>(single, done, shape, window, code, d_output, positions, d_input);
}

void PoolBackward(const PoolShape& shape, RowRange of_input, const float* d_output, const Position* positions,
                  float* d_input) {
  const Axis rows = row_axis(shape);
  const Axis columns = column_axis(shape);
  std::memset(d_input, 0, of_input.count() * shape.line() * sizeof(float));
  const std::size_t end = windows_over(rows, of_input.end - 1).end;
  for (std::size_t y = windows_over(rows, of_input.begin).begin; y < end; ++y) {
    const RowRange whole = under_window(rows, y);
    const RowRange under{std::max(whole.begin, of_input.begin), std::min(whole.end, of_input.end)};
    if (under.begin >= under.end) continue;
    const std::size_t code_of_row = in_window(rows, under.begin, y) * shape.kernel_width;
    std::size_t at = y * shape.out_line();
    for (std::size_t x = 0; x < columns.places; ++x, at += shape.channels) {
      const Area window{{under.begin - of_input.begin, under.end - of_input.begin}, under_window(columns, x)};
      const std::size_t code = code_of_row + in_window(columns, window.columns.begin, x);
      switch (window.columns.count()) {
        case 3:
          scatter_place<3>(shape, window, code, d_output + at, positions + at, d_input);
          break;
        case 2:
          scatter_place<2>(shape, window, code, d_output + at, positions + at, d_input);
          break;
        default:
          scatter_place<0>(shape, window, code, d_output + at, positions + at, d_input);
      }
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

RowRange PoolShape::under(RowRange out_rows) const {
  const Axis rows = row_axis(*this);
  return {under_window(rows, out_rows.begin).begin, under_window(rows, out_rows.end - 1).end};
}

void pool_forward(const PoolShape& shape, RowRange out_rows, InputRows input, float least,
                  std::span<float> output, std::span<Position> positions) {
  assert(output.size() == out_rows.count() * shape.out_line());
  assert(positions.empty() || positions.size() == output.size());
  assert(shape.kernel_height * shape.kernel_width <= kNowhere);
  assert(shape.under(out_rows).begin >= input.first);
  assert((shape.under(out_rows).end - input.first) * shape.line() <= input.values.size());
  HWY_DYNAMIC_DISPATCH(PoolForward)
  (shape, out_rows, input.first, input.values.data(), least, output.data(),
   positions.empty() ? nullptr : positions.data());
}

void pool_backward(const PoolShape& shape, RowRange rows, std::span<const float> d_output,
                   std::span<const Position> positions, std::span<float> d_rows) {
  assert(d_output.size() == shape.out_height() * shape.out_line() && positions.size() == d_output.size());
  assert(d_rows.size() == rows.count() * shape.line());
  HWY_DYNAMIC_DISPATCH(PoolBackward)(shape, rows, d_output.data(), positions.data(), d_rows.data());
}

}  // namespace mrec::nn
#endif  // HWY_ONCE
