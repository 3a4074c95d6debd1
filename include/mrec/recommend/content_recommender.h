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
  double similarity = 0;         ///< the mean cosine, -1 to 1
  std::size_t nearest_favourite = 0;
};

/// Ranks the tracks of the index for a listener, best first; tracks in `excluded` (places in the index) are
/// left out. Equal scores keep the order of the index.
///
///     score = w * genre_match + (1 - w) * likeness
///
/// genre_match = sum_k g_k p_k / max_k g_k, with p the track's probabilities and g the genre profile, the
/// mean of the favourites' probabilities: 1 for a track that is surely of the listener's first genre.
///
/// similarity = mean cosine c (embeddings standardised over the library) to the up to three nearest
/// favourites whose most probable genre is the track's own, and likeness is the same. A track of a genre that
/// no favourite has is compared with all favourites, and its likeness is halfway to the worst, (c - 1) / 2:
/// it stays below any track of a favourite's genre that sounds as near, and such tracks keep their order
/// among themselves.
///
/// nearest_favourite is the one of the highest cosine among those compared with, the first of equals. Of two
/// equally probable genres the first counts.
///
/// Throws Error{kUsage} for a weight outside 0 to 1 and Error{kData} for no favourites, another number of
/// genres or dimensions than the index has, and numbers that are not finite.
std::vector<Recommendation> rank_by_content(const library::Index& index, const Favourites& favourites,
                                            const std::vector<std::size_t>& excluded,
                                            const ContentOptions& options);

}  // namespace mrec::recommend
