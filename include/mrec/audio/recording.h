#pragma once

#include <filesystem>
#include <vector>

namespace mrec::audio {

/// Mono sound.
struct Signal {
  std::vector<float> samples;  ///< full scale is +-1
  int rate_hz = 0;
};

/// The analysed part of an audio file.
struct Recording {
  Signal signal;
  double duration_s = 0;  ///< of the whole file
};

struct LoadOptions {
  int rate_hz = 22050;    ///< rate to resample to (soxr, high quality); a file of that rate is not resampled
  double excerpt_s = 30;  ///< the middle of the file, at most this long; 0: all of it
};

/// Decodes the excerpt, averages the channels and resamples. The format is told by the content, never by the
/// name. Throws Error{kIo} when the file cannot be opened and Error{kFormat, kData} when it is no audio, has
/// no samples, or has samples that are not finite numbers. Thread-safe.
Recording load(const std::filesystem::path& path, const LoadOptions& options);

}  // namespace mrec::audio
