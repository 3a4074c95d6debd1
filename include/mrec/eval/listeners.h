#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "mrec/eval/neighbours.h"

namespace mrec::eval {

/// What simulated listeners like: each taste is a genre, and so many tracks of it are their favourites.
struct ListenerPlan {
  std::vector<std::size_t> favourites = {5};  ///< of each taste, at least one
  std::size_t list = 10;                      ///< length of the list that is asked for
};

struct Listener {
  std::vector<std::size_t> favourites;  ///< tracks, the first taste's first
  std::vector<std::size_t> tastes;      ///< their genres, no two the same
};

/// Draws listeners: genres and favourites by chance, all alike, of genres that have more tracks than the
/// plan's largest taste needs. A listener who is left without a track of some taste (see may_be_listed()) is
/// drawn again. The same seed gives the same listeners; fewer than `count`, or none, where the tracks do not
/// suffice.
std::vector<Listener> draw_listeners(const TrackFacts& tracks, const ListenerPlan& plan, std::size_t count,
                                     std::uint64_t seed);

/// For each track whether it may stand in the listener's list: no favourite does, and no track of a
/// favourite's artist where artists are known, so that no voice or recording gives the genre away.
std::vector<bool> may_be_listed(const Listener& listener, const TrackFacts& tracks);

/// Length of a list that could serve all tastes evenly: the plan's, or as many for each taste as the poorest
/// taste has tracks left.
std::size_t fair_length(const Listener& listener, const ListenerPlan& plan, const TrackFacts& tracks);

}  // namespace mrec::eval
