#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::features {

/// Numbers of one chunk; 0 where not yet known.
struct ChunkShape {
  std::size_t frames = 0;
  std::size_t coefficients = 0;
};

/// Builds chunks from the brackets and numbers of [chunk][frame][coefficient]. Throws Error{kFormat} (without
/// a path) as soon as something does not fit the shape, so that damage never makes it ask for more memory
/// than the file has.
class ChunkCollector {
 public:
  /// What is not known of the shape is learnt from the first frame and the first chunk.
  explicit ChunkCollector(ChunkShape shape) : shape_(shape) {}

  void open();
  void close();
  void number(float value);
  std::vector<Matrix> take() { return std::move(chunks_); }

 private:
  void end_frame();
  void end_chunk();

  ChunkShape shape_;
  int depth_ = 0;
  std::size_t frames_ = 0;       ///< of the current chunk
  std::size_t frame_begin_ = 0;  ///< where the current frame begins in values_
  std::vector<float> values_;    ///< of the current chunk
  std::vector<Matrix> chunks_;
};

}  // namespace mrec::features
