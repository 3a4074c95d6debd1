#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "mrec/fingerprint/peak.h"

namespace mrec::fingerprint {

/// Two peaks that follow each other, as one number of 21 bits: the frequency of the first (9 bits, bins), how
/// far above or below the second lies (7) and how much later it comes (5, steps of two frames). What is the
/// same in two recordings of a piece, and seldom elsewhere.
struct Landmark {
  std::uint32_t code = 0;
  float frame = 0;  ///< of the first peak
};

inline constexpr int kCodeBits = 21;

/// One landmark a peak: with the strongest of those that come within 1.5 s and lie within 490 Hz.
std::vector<Landmark> landmarks_of_track(std::span<const Peak> peaks);

/// As they would be in the track if the clip were that track played `speed` times as fast: several a peak,
/// and with each code those that it might have become by a small error.
std::vector<Landmark> landmarks_of_clip(std::span<const Peak> peaks, double speed);

}  // namespace mrec::fingerprint
