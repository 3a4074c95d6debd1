#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/library/admission.h"
#include "mrec/library/index.h"

namespace mrec::recommend {

/// The places of a way: a point for each, and the track that has to be there if it is a waypoint.
struct PathPlan {
  struct Point {
    Vector unit;
    Vector genres;
  };
  std::vector<Point> points;
  std::vector<std::optional<std::size_t>> waypoints;  ///< one a point
};

/// One place of the way.
struct PathStage {
  std::vector<std::size_t> candidates;  ///< places in the index; a waypoint is the only one
  Vector target;                        ///< unit vector of its point
};

/// The best admitted tracks for each place between waypoints, each where it fits best, and no track in two
/// places. As many places as can be have at least one; those without any fall away.
std::vector<PathStage> path_stages(const library::Index& index, const PathPlan& plan,
                                   library::Admission& admission, const Workers& workers);

}  // namespace mrec::recommend
