#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "mrec/audio/tags.h"
#include "mrec/core/matrix.h"

namespace mrec::features {

/// One line of a feature file: a track with its chunks, or a file that failed with the reason.
struct TrackFeatures {
  std::filesystem::path path;  ///< relative to the file's root
  std::uint64_t size_bytes = 0;
  std::int64_t mtime_us = 0;
  double duration_s = 0;
  audio::Tags tags;
  std::string label;           ///< genre; empty: none
  std::vector<Matrix> chunks;  ///< each (frames x coefficients)
  std::string error;           ///< why there are no chunks; empty: nothing is wrong
};

}  // namespace mrec::features
