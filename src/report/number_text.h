#pragma once

#include <optional>
#include <string>

#include "mrec/eval/confidence.h"

namespace mrec::report {

/// Numbers as the page shows them, with a point whatever the locale. What is not finite is a dash.

std::string decimal(double value, int digits);
/// At most two digits after the point, none that are 0: for places in a picture.
std::string coordinate(double value);
/// "78.6 %" with a narrow blank that does not break.
std::string percent(double share);
std::string percent(const std::optional<double>& share);
/// "71.2–84.4 %".
std::string percent(const eval::Interval& interval);

}  // namespace mrec::report
