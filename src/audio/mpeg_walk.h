#pragma once

#include <cstdint>

#include "audio/input_file.h"

namespace mrec::audio {

/// What a walk from frame to frame finds.
struct MpegExtent {
  std::int64_t frames = 0;
  std::int64_t holes = 0;      ///< places where something stood between two frames
  std::uint64_t end = 0;       ///< of the last whole frame, in bytes from the start of the file
  bool ends_in_frame = false;  ///< the file ends before a frame does
};

/// Walks over the headers of all frames of the stream whose first frame begins at `offset`. Throws
/// Error{kIo}.
MpegExtent walk_mpeg_frames(const InputFile& file, std::uint64_t offset);

}  // namespace mrec::audio
