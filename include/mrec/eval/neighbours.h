#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/eval/confidence.h"

namespace mrec::eval {

/// For every track the tracks nearest to it, the nearest first and never itself.
using NeighbourLists = std::vector<std::vector<std::size_t>>;

/// Which tracks may stand in a list.
struct NeighbourRules {
  std::size_t k = 5;  ///< length of a list; shorter where fewer tracks are left
  /// A number for each track's artist, or empty: tracks of the query's own artist are left out of its list.
  std::span<const std::size_t> left_out_artists = {};
};

/// The nearest by cosine; a row is a track's vector of length 1 (or 0, which is like nothing). Of equally
/// near tracks the one with the lower index comes first. Takes memory for one row of cosines at a time.
NeighbourLists nearest_by_cosine(const MatrixRef& units, const NeighbourRules& rules);

/// The same by Euclidean distance; a row is a track's vector.
NeighbourLists nearest_by_euclidean(const MatrixRef& vectors, const NeighbourRules& rules);

/// The same by distances that are given: row i holds those from track i; square, need not be symmetric.
NeighbourLists nearest_by_distance(const MatrixRef& distances, const NeighbourRules& rules);

/// What is known of the tracks, a number for each.
struct TrackFacts {
  std::span<const std::size_t> genres;
  std::span<const std::size_t> artists = {};  ///< empty: none is known
};

/// How often the neighbours are of the query's genre.
struct GenreAgreement {
  double share =
      0;  ///< of all places in all lists; the mean over the tracks where all lists are of one length
  Interval by_tracks;                  ///< 95 %, bootstrap of tracks
  std::optional<Interval> by_artists;  ///< 95 %, bootstrap of artists with all their tracks, where known
};

/// The same seed gives the same intervals.
GenreAgreement genre_agreement(const NeighbourLists& lists, const TrackFacts& tracks, std::uint64_t seed);

/// The share that lists drawn at random by the same rules would have, mean over the tracks; those that
/// nothing may follow do not count.
double chance_agreement(std::span<const std::size_t> genres, const NeighbourRules& rules);

/// Whether some tracks are in the lists of many and others in nobody's: N(x) is the number of lists that
/// track x is in (Radovanovic, Nanopoulos and Ivanovic 2010).
struct Hubness {
  double skewness =
      0;  ///< of N: third central moment by the cube of the standard deviation; 0 when N is constant
  std::size_t largest = 0;  ///< N of the greatest hub
  double orphans = 0;       ///< share of tracks with N = 0
};

Hubness hubness(const NeighbourLists& lists);

}  // namespace mrec::eval
