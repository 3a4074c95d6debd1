#pragma once

#include <span>

namespace mrec::dsp {

/// In place: 10 log10(max(1e-10, power)), then raised to at least `top_db` below the largest number of the
/// whole matrix.
void decibels(std::span<float> power, float top_db);

}  // namespace mrec::dsp
