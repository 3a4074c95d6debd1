#pragma once

#include <string_view>

#include "mrec/features/feature_store.h"

namespace mrec::features {

/// Reads the first line of a feature file. Throws Error{kFormat} (without a path) when it is none, or one of
/// a newer version.
FeatureHeader header_from_line(std::string_view line);

}  // namespace mrec::features
