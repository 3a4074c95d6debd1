#pragma once

#include <cstdint>
#include <vector>

#include "audio/input_file.h"

namespace mrec::audio {

/// What stands behind the ID3v2 tags, which may precede anything.
struct Beginning {
  std::uint64_t offset = 0;
  std::vector<unsigned char> head;  ///< the first 64 KiB, or as many as there are
};

/// Looks from the byte `from` on. Throws Error{kIo}.
Beginning beginning_of(const InputFile& file, std::uint64_t from);

}  // namespace mrec::audio
