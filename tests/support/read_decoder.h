#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "audio/decoder.h"

namespace mrec::testing {

/// The next samples of a decoder, at most `most`, up to its end.
inline std::vector<float> read_all(audio::Decoder& decoder,
                                   std::int64_t most = std::numeric_limits<std::int64_t>::max()) {
  std::vector<float> samples;
  while (static_cast<std::int64_t>(samples.size()) < most) {
    const auto block = decoder.read(most - static_cast<std::int64_t>(samples.size()));
    if (block.empty()) break;
    samples.insert(samples.end(), block.begin(), block.end());
  }
  return samples;
}

}  // namespace mrec::testing
