#include "mrec/features/sound_kind.h"

namespace mrec::features {

SoundKind sound_kind(const TrackFeatures&, const FeatureOptions&) {
  return {};
}

}  // namespace mrec::features
