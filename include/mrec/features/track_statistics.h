#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/features/feature_options.h"

namespace mrec::features {

/// Means, then standard deviations, of the coefficients over all frames of a track; at least one chunk.
std::vector<float> track_statistics(std::span<const Matrix> chunks, const FeatureOptions& options);

/// How many numbers that is.
std::size_t statistics_size(const FeatureOptions& options);

}  // namespace mrec::features
