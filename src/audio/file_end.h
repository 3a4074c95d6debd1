#pragma once

#include <cstdint>
#include <optional>

#include "audio/input_file.h"

namespace mrec::audio {

/// Bytes of sound: those a header promises and those that are there.
struct MissingBytes {
  std::uint64_t promised = 0;  ///< 0: not told
  std::uint64_t present = 0;
};

/// Looks whether a WAV, RF64, AIFF, AU, MP4 or ASF (WMA) file is shorter than its header says, and whether an Ogg file
/// lacks the page that ends its stream. Sizes that stand for "written to a pipe, length unknown" promise
/// nothing. Nothing for a file that is whole, or of another format.
std::optional<MissingBytes> missing_at_end(const InputFile& file);

}  // namespace mrec::audio
