#pragma once

#include <span>

#include "mrec/core/matrix.h"

namespace mrec::features {

/// The frames of all chunks, one after another, as (frames x coefficients).
inline Matrix all_frames(std::span<const Matrix> chunks, Eigen::Index coefficients) {
  Eigen::Index count = 0;
  for (const Matrix& chunk : chunks) count += chunk.rows();
  Matrix frames(count, coefficients);
  Eigen::Index place = 0;
  for (const Matrix& chunk : chunks) {
    frames.middleRows(place, chunk.rows()) = chunk;
    place += chunk.rows();
  }
  return frames;
}

}  // namespace mrec::features
