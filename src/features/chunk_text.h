#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::features {

/// What the chunks of a track may be.
struct ChunkLimits {
  std::size_t least_frames = 0;  ///< of a chunk
  std::size_t most_frames = 0;
  std::size_t coefficients = 0;  ///< numbers in each frame
  bool in_one_piece = false;     ///< a track has one chunk
};

/// The chunks of a JSON text [chunk][frame][number] without white space around it, all within the limits.
/// Throws Error{kFormat} (without a path) for anything else.
std::vector<Matrix> chunks_from_text(std::string_view text, const ChunkLimits& limits);

}  // namespace mrec::features
