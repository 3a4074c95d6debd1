#pragma once

#include "mrec/core/matrix.h"

namespace mrec::dsp {

/// 10 log10(max(1e-10, power)), then raised to at least `top_db` below the largest number of the whole
/// matrix.
Matrix decibels(Matrix power, float top_db);

}  // namespace mrec::dsp
