#pragma once

#include <cstddef>

#include "mrec/features/track_features.h"

namespace mrec::genre {

/// Tracks of a library that have no part in a training or an evaluation.
struct LeftOut {
  std::size_t unlabelled = 0;
  std::size_t without_input = 0;  ///< labelled, but without what is to be looked at
  std::size_t failed = 0;         ///< files that could not be analysed

  /// Whether a track has a part; otherwise counts it. `has_input`: whether it has what is to be looked at.
  bool admits(const features::TrackFeatures& track, bool has_input) {
    if (!track.error.empty()) {
      ++failed;
    } else if (track.label.empty()) {
      ++unlabelled;
    } else if (!has_input) {
      ++without_input;
    } else {
      return true;
    }
    return false;
  }
};

}  // namespace mrec::genre
