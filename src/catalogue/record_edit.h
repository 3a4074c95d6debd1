#pragma once

#include <string>
#include <string_view>

#include "mrec/features/feature_store.h"
#include "mrec/features/track_features.h"

namespace mrec::catalogue {

/// The line of a track whose chunks are those of another line, taken over as they are written there.
std::string line_with_chunks_of(const features::TrackFeatures& facts, std::string_view line,
                                const features::FeatureHeader& header);

}  // namespace mrec::catalogue
