#pragma once

#include <string>

#include "mrec/report/evaluation_page.h"

namespace mrec::report {

/// Reliability diagram: accuracy against confidence for each bin, a dot's area by its tracks, the diagonal
/// where a probability is as good as its word; below, how many tracks each bin holds.
std::string calibration_chart(const Calibration& calibration);

}  // namespace mrec::report
