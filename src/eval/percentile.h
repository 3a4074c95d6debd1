#pragma once

#include <cstddef>
#include <vector>

#include "mrec/eval/confidence.h"

namespace mrec::eval {

/// How often a bootstrap draws.
inline constexpr std::size_t kBootstrapDraws = 2000;

/// The numbers without the greatest and the smallest 2.5 %; at least 40 numbers, in any order.
Interval central_95_percent(std::vector<double> numbers);

}  // namespace mrec::eval
