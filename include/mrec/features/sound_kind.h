#pragma once

#include "mrec/features/feature_options.h"
#include "mrec/features/track_features.h"

namespace mrec::features {

/// What a track is besides music, 0 to 1.
struct SoundKind {
  double silence = 0;  ///< share of its frames that are silent
  double speech = 0;   ///< how sure it is that someone speaks, and does not sing
};

/// Told from the part of a track that was analysed. Silent are frames without anything as loud as -57 dBFS.
/// Speech is 0 where it cannot be told: there is no window of 2 s, or frames are further apart than 0.1 s;
/// and where a network is sure of a tag, which are music's.
SoundKind sound_kind(const TrackFeatures& track, const FeatureOptions& options);

}  // namespace mrec::features
