#pragma once

#include <cstddef>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/library/admission.h"
#include "mrec/library/index.h"
#include "mrec/recommend/ranked_list.h"

namespace mrec::recommend {

/// How a way through a library is to be.
struct PathOptions {
  std::size_t count = 20;          ///< tracks with the waypoints; at least those, at most what the index has
  std::size_t max_per_artist = 3;  ///< 0: any number; waypoints count, but are never left out
  bool songs_by_sound = true;      ///< see ListOptions
};

struct PathList {
  std::vector<std::size_t> tracks;  ///< places in the index
  Passed passed;
};

/// A way from the first waypoint by the others to the last: tracks that lie between them (near points on the
/// arc from one vector to the next, hubs less so) so that all steps are small: of all such ways the one with
/// the least sum of squared steps, by dynamic programming. No song twice, no two tracks of an artist in a row
/// where that can be. At least two waypoints (places in the index); what the admission refuses is not on the
/// way. Shorter than asked for when there is nothing else.
PathList smooth_path(const library::Index& index, const std::vector<std::size_t>& waypoints,
                     const PathOptions& options, library::Admission& admission, const Workers& workers);

/// A way that begins with a track: each next one is what is most like the one before it and fits the list
/// (see rank()).
PathList chain_from(const library::Index& index, std::size_t first, const PathOptions& options,
                    library::Admission& admission, const Workers& workers);

}  // namespace mrec::recommend
