#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "mrec/audio/section.h"

namespace mrec::fingerprint {

/// A track that is to be recognised. Its print is kept as long as path, size, time and section stay.
struct TrackSource {
  std::filesystem::path path;  ///< what it is called by
  std::uint64_t size_bytes = 0;
  std::int64_t mtime_us = 0;
  std::optional<audio::Section> section = {};
  std::filesystem::path file = {};  ///< to be opened, absolute
};

/// A track's print: its strongest peaks, eight a second, from its beginning to its end.
struct TrackPrint {
  TrackSource source;  ///< without `file`
  std::uint32_t frames = 0;
  std::vector<std::uint32_t> peaks = {};  ///< packed_peaks.h; none when the file cannot be decoded

  static constexpr double kPeaksPerSecond = 8;
};

/// Decodes a track as a whole. Throws as audio::load(). What follows the first 149 hours is left out.
TrackPrint print_of(const TrackSource& source);

}  // namespace mrec::fingerprint
