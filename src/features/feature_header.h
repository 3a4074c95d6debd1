#pragma once

#include <string>
#include <string_view>

#include "mrec/features/feature_store.h"

namespace mrec::features {

/// First line of a feature file, without its end.
std::string to_line(const FeatureHeader& header);

/// Throws Error{kFormat} (without a path) when the line is none, or one of a newer version.
FeatureHeader header_from_line(std::string_view line);

}  // namespace mrec::features
