#pragma once

#include <span>

#include "mrec/core/matrix.h"

namespace mrec::nn {

/// Maximum and mean of every feature over time, interleaved: (max 0, mean 0, max 1, mean 1, ...). `input`:
/// (time x features), at least one row; `pooled`: 2 x features numbers.
void pool_time(const MatrixRef& input, std::span<float> pooled);

}  // namespace mrec::nn
