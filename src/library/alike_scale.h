#pragma once

#include <span>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::library {

/// What cosine is above which share of a library's pairs of tracks: cosine j is the one that a share of 1 -
/// 2^(-j/64) of the pairs lie below, the last one for all. Fine where it matters, among the most alike.
/// `units`: unit rows of the tracks, of which up to 1,500 are looked at, all pairs of them; empty for fewer
/// than two.
std::vector<float> alike_scale(const MatrixRef& units);

/// The share of pairs that lie below a cosine, 0 to 1; half for an empty scale.
double share_below(std::span<const float> scale, double cosine);

}  // namespace mrec::library
