#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "mrec/eval/serving.h"

namespace mrec::eval {

/// How unlike two tracks are, 0 or more; symmetric or nearly so.
using Dissimilarity = std::function<double(std::size_t, std::size_t)>;

/// Whether two tracks hold one song.
using SameSong = std::function<bool(std::size_t, std::size_t)>;

/// Mean over 20,000 pairs of different tracks, drawn by chance; 0 for fewer than two tracks. What two tracks
/// of a list have is told in this unit.
double mean_dissimilarity(std::size_t tracks, const Dissimilarity& dissimilarity, std::uint64_t seed);

/// How much a list holds besides hits: means over the lists.
struct ListVariety {
  double dissimilarity = 0;  ///< of two tracks of a list, mean over its pairs
  double artists = 0;        ///< different artists by places; 0 where none is known
  double repeats = 0;        ///< places by all that hold a song which the favourites or a place before hold
};

ListVariety list_variety(std::span<const Serving> servings, const Dissimilarity& dissimilarity,
                         std::span<const std::size_t> artists, const SameSong& same_song);

/// Whether lists go by where tracks come from more than by how they sound: of the places of the listener's
/// genre, the share of the favourites' own source.
struct SourcePull {
  double share = 0;
  double chance = 0;  ///< among all tracks of the genre that might have been listed
  double ratio = 0;   ///< of the two; 1: lists do not know the source
  Interval ratio_interval = {.low = 0, .high = 0};  ///< 95 %, bootstrap of listeners
  std::size_t listeners = 0;
};

/// Simulated listeners whose favourites are all of one source, in genres that several sources have: `plan`
/// has one taste. No listeners where the tracks do not suffice. `sources` has a number for each track.
SourcePull source_pull(const TrackFacts& tracks, std::span<const std::size_t> sources,
                       const ListenerPlan& plan, std::size_t count, const Ranker& ranker, std::uint64_t seed,
                       const Workers& workers);

}  // namespace mrec::eval
