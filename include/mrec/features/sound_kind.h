#pragma once

#include "mrec/features/feature_options.h"
#include "mrec/features/track_features.h"

namespace mrec::features {

/// What a track is besides music, 0 to 1.
struct SoundKind {
  double silence = 0;  ///< share of its frames that are silent
  double speech = 0;   ///< how sure it is that someone speaks, and nothing else is heard
};

SoundKind sound_kind(const TrackFeatures& track, const FeatureOptions& options);

}  // namespace mrec::features
