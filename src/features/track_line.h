#pragma once

#include "features/padded_text.h"
#include "mrec/features/feature_store.h"

namespace mrec::features {

/// Reads one line of a feature file after the header. Throws Error{kFormat} (without a path) for anything
/// that is not exactly a track of a file with that header; keys that are not known are passed over.
TrackFeatures track_from_line(PaddedText line, const FeatureHeader& header, Wanted wanted);

}  // namespace mrec::features
