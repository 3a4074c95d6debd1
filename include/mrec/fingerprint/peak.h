#pragma once

#include <span>
#include <vector>

namespace mrec::fingerprint {

/// How sound is looked at: frame t is the spectrum of the kWindow samples from t * kHop on.
inline constexpr int kRate_hz = 8000;
inline constexpr int kWindow = 1024;  ///< 128 ms; a bin is 7.8 Hz
inline constexpr int kHop = 256;      ///< 32 ms
inline constexpr double kFramesPerSecond = static_cast<double>(kRate_hz) / kHop;

/// A place in time and frequency that is louder than all around it (Wang, "An industrial-strength audio
/// search algorithm", 2003): what of a sound survives noise and thrifty encoders best.
struct Peak {
  float frame = 0;     ///< between frames too
  float bin = 0;       ///< likewise
  float level_db = 0;  ///< with a small bonus for high ones, as music falls off towards them

  bool operator==(const Peak&) const = default;
};

/// Of peaks in order of time those that have fewer than 2 * `per_second` stronger ones within a second before
/// and after: about so many a second, wherever the sound was cut.
std::vector<Peak> strongest(std::span<const Peak> peaks, double per_second);

}  // namespace mrec::fingerprint
