#pragma once

#include "mrec/core/matrix.h"
#include "mrec/eval/serving.h"

namespace mrec::eval {

/// Rules for tracks of which nothing is known but distances, as another program gives them: row i holds those
/// from track i; square, need not be symmetric. Of equally near tracks the one with the lower index comes
/// first.

/// The tracks of the least mean distance from the favourites.
Ranker least_mean_distance(Matrix distances);

/// The tracks of the least distance from any favourite.
Ranker least_distance(Matrix distances);

}  // namespace mrec::eval
