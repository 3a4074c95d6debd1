#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::recommend {

/// Tracks to be put in order.
struct FlowInput {
  Matrix units;                      ///< (tracks x dimensions), rows of length 1
  std::vector<std::string> artists;  ///< keys, one a track; empty: not known
  bool first_stays = false;          ///< the first track is the first
};

/// What it costs to go from one track to the next: 1 - cosine, and 1 more between two of an artist.
double step_cost(const FlowInput& input, std::size_t from, std::size_t to);

/// An order in which each track is like the one before it: from track to nearest track, then, up to 2,000
/// tracks, mended by turning round stretches as long as that makes the way shorter (2-opt, Croes 1958). The
/// same each time.
std::vector<std::size_t> flowing_order(const FlowInput& input);

}  // namespace mrec::recommend
