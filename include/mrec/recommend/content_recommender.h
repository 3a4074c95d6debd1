#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/library/index.h"

namespace mrec::recommend {

/// The listener's favourites as vectors, in the index's spaces.
struct Favourites {
  std::vector<std::string> names;  ///< how to call each in the answer
  Matrix embeddings;               ///< (favourites x dimensions)
  Matrix probabilities;            ///< (favourites x genres)
};

struct ContentOptions {
  double genre_weight = 0.3;  ///< share of the genre part in the score, 0 to 1
  std::size_t count = 20;     ///< length of the list
};

struct Recommendation {
  std::size_t track = 0;  ///< its place in the index
  double score = 0;
  std::size_t genre = 0;         ///< the track's most probable genre
  double genre_probability = 0;  ///< of that genre
  double genre_match = 0;        ///< the genre part of the score, 0 to 1
  double similarity = 0;         ///< the similarity part, -1 to 1
  std::size_t nearest_favourite = 0;
};

/// Ranks the tracks of the index for a listener, best first; tracks in `excluded` (places in the index) are left out.
/// Equal scores keep the order of the index. Throws Error{kUsage, kData} for no favourites, another number of genres or
/// dimensions, a weight outside 0 to 1.
std::vector<Recommendation> rank_by_content(const library::Index& index, const Favourites& favourites,
                                            const std::vector<std::size_t>& excluded, const ContentOptions& options);

}  // namespace mrec::recommend
