#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

/// Maximum over windows of one sample, [height][width][channel], with TensorFlow's "same" padding: the output
/// has ceil(size / stride) places, and when the padding is odd there is one more after than before. What lies
/// outside the input never is the maximum. All work on some rows at a time, so that a sample need never be
/// there as a whole.
namespace mrec::nn {

/// Some rows, one after the other.
struct RowRange {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t count() const { return end - begin; }
};

struct PoolShape {
  std::size_t height = 1;  ///< of the input, as the next two
  std::size_t width = 1;
  std::size_t channels = 1;
  std::size_t kernel_height = 2;
  std::size_t kernel_width = 2;
  std::size_t stride = 2;

  std::size_t out_height() const { return (height + stride - 1) / stride; }
  std::size_t out_width() const { return (width + stride - 1) / stride; }
  std::size_t line() const { return width * channels; }            ///< numbers in a row of the input
  std::size_t out_line() const { return out_width() * channels; }  ///< numbers in a row of the output
  /// Rows of the input under rows of the output.
  RowRange under(RowRange out_rows) const;
};

/// Where in its window a maximum lies, row by row; kNowhere where nothing was above the least value.
using Position = std::uint8_t;
constexpr Position kNowhere = 255;

/// The least value of a maximum that has none.
constexpr float kNoLeast = -std::numeric_limits<float>::infinity();

/// Rows of the input from `first` on.
struct InputRows {
  std::size_t first = 0;
  std::span<const float> values;
};

/// Fills `out_rows` of the output, and of `positions` unless it is empty. No maximum is below `least`: 0 is
/// ReLU and pooling in one go, kNoLeast is pooling alone. Of equal numbers the first is the maximum.
void pool_forward(const PoolShape& shape, RowRange out_rows, InputRows input, float least,
                  std::span<float> output, std::span<Position> positions);

/// Overwrites `rows` of the input's gradient, the first at d_rows[0], given the whole d_output and positions.
void pool_backward(const PoolShape& shape, RowRange rows, std::span<const float> d_output,
                   std::span<const Position> positions, std::span<float> d_rows);

}  // namespace mrec::nn
