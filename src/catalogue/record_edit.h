#pragma once

#include <string>
#include <string_view>

#include "mrec/features/feature_store.h"
#include "mrec/features/track_features.h"

namespace mrec::catalogue {

/// The line of a track whose features are those of another line: the chunks as they are written there, the
/// embedding when `facts` has one.
std::string line_with_features_of(const features::TrackFeatures& facts, std::string_view line,
                                  const features::FeatureHeader& header);

}  // namespace mrec::catalogue
