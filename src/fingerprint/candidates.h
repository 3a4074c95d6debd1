#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "fingerprint/landmark.h"
#include "fingerprint/segment.h"
#include "mrec/fingerprint/clip.h"

namespace mrec::fingerprint {

/// The landmarks of a clip at one of the speeds at which it may have been played.
struct ClipAtSpeed {
  double speed = 1;
  std::vector<Landmark> landmarks;
};

/// From 0.97 to 1.03 in steps of 0.005.
inline constexpr double kSpeedStep = 0.005;
std::vector<ClipAtSpeed> at_all_speeds(const Clip& clip);

/// A place of a track with which a clip has several landmarks in common.
struct Candidate {
  std::size_t track = 0;  ///< of the segment
  int votes = 0;          ///< landmarks in common
  Alignment place;        ///< good to a few frames
};

/// All places that three landmarks or more agree on.
std::vector<Candidate> find_candidates(const Segment& segment, const ClipAtSpeed& clip);

}  // namespace mrec::fingerprint
