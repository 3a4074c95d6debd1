#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/library/index.h"
#include "mrec/library/search.h"
#include "mrec/recommend/favourites.h"

namespace mrec::recommend {

/// Unit vectors of favourites, (favourites x dimensions), each half-way to those that sound like it: for v_f
/// the unit vector of u_f / 2 + sum_j k_fj u_j / (2 sum_j k_fj) with k = max(0, cosine), j = f among them.
Matrix leaning(const MatrixRef& units);

/// What asks every track for its s (rule.h) for each of these unit vectors and genre directions.
library::Queries queries_of(const MatrixRef& units, const MatrixRef& genres, double genre_weight);

/// What each track loses for being like a dislike: (1 - w) 2 max(0, the highest cosine), one a place.
std::vector<float> losses(const library::Index& index, const Matrix& dislikes,
                          std::span<const std::size_t> places, double genre_weight);

}  // namespace mrec::recommend
