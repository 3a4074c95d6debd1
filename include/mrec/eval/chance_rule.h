#pragma once

#include <cstdint>

#include "mrec/eval/serving.h"

namespace mrec::eval {

/// What any rule has to be better than: tracks by chance. The same seed and favourites give the same list.
Ranker by_chance(std::uint64_t seed);

}  // namespace mrec::eval
