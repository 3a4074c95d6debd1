#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <vector>

#include "mrec/core/rng.h"
#include "mrec/genre/split.h"

namespace mrec::genre {

/// Tracks that must stay together.
struct Unit {
  std::size_t genre = 0;  ///< that it is dealt by
  std::vector<std::size_t> tracks;
  std::set<std::size_t> genres = {};  ///< all that its tracks have
};

/// The part each unit goes to, so that of every genre the parts get the given shares (which add up to 1) as
/// nearly as whole units allow. Blocks are cut from the file's order, all else is dealt at random.
std::vector<std::size_t> divide(std::span<const Unit> units, std::span<const double> shares, SplitUnit how,
                                Rng rng);

}  // namespace mrec::genre
