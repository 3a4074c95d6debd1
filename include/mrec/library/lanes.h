#pragma once

#include <cassert>
#include <cstddef>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::library {

/// Tracks that a block of vectors holds: one load of a vector register takes the same number of several.
inline constexpr std::size_t kLanes = 32;

constexpr std::size_t blocks_of(std::size_t tracks) {
  return (tracks + kLanes - 1) / kLanes;
}

/// Vectors of one length, block after block of 32 of them: [block][number][lane], the last filled up with 0.
struct LaneView {
  const float* values = nullptr;
  std::size_t tracks = 0;
  std::size_t width = 0;  ///< numbers of a vector

  const float* block(std::size_t b) const { return values + b * width * kLanes; }
  /// Numbers of a track, beginning with the one at `from`.
  void copy_to(std::size_t track, std::size_t from, std::span<float> numbers) const {
    assert(track < tracks && from + numbers.size() <= width);
    const float* number = block(track / kLanes) + from * kLanes + track % kLanes;
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = number[i * kLanes];
  }
};

/// Rows as such blocks.
std::vector<float> to_lanes(const MatrixRef& rows);

}  // namespace mrec::library
