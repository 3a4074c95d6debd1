#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/eval/confidence.h"
#include "mrec/eval/listeners.h"

namespace mrec::eval {

/// A rule that answers "what next?": at most `count` of the tracks that may be listed, the best first. Is
/// called by several threads at once.
using Ranker = std::function<std::vector<std::size_t>(
    std::span<const std::size_t> favourites, const std::vector<bool>& may_be_listed, std::size_t count)>;

/// A listener and the list that a rule gave.
struct Serving {
  Listener listener;
  std::size_t asked = 0;  ///< length of the list that was asked for; a place that stays empty serves nobody
  std::vector<std::size_t> list;
};

/// Asks for a list of fair_length() for each listener. The same at any number of threads.
std::vector<Serving> serve(const std::vector<Listener>& listeners, const ListenerPlan& plan,
                           const TrackFacts& tracks, const Ranker& ranker, const Workers& workers);

/// Whether each place of the list serves the listener: a track of a taste, up to the taste's even part of the
/// list that was asked for.
std::vector<bool> places_that_serve(const Serving& serving, std::span<const std::size_t> genres);

/// Places of the list that hold a track of the genre.
std::size_t places_of(std::size_t genre, const Serving& serving, std::span<const std::size_t> genres);

/// A share of all places of all lists, and where it may lie with 95 % confidence.
struct ServingShare {
  double share = 0;
  Interval by_listeners;               ///< bootstrap of listeners: another draw of them from these tracks
  std::optional<Interval> by_artists;  ///< bootstrap of the listed tracks' artists, where these are known
};

/// Share of the places that serve (with one taste: the precision). The same seed gives the same intervals.
ServingShare serving_share(std::span<const Serving> servings, const TrackFacts& tracks, std::uint64_t seed);

/// What one rule's share has over another's, and its interval by listeners; both served the same ones.
struct ShareDifference {
  double difference = 0;
  Interval by_listeners = {.low = -1, .high = 1};
};

ShareDifference share_difference(std::span<const Serving> servings, std::span<const Serving> others,
                                 std::span<const std::size_t> genres, std::uint64_t seed);

/// Mean over the lists of the places of the rarer of two tastes by those of the commoner; 1 is even, 0 for
/// lists of neither.
double evenness(std::span<const Serving> servings, std::span<const std::size_t> genres);

/// How the last, small taste of listeners fares.
struct SmallTaste {
  double share = 0;  ///< of all places
  Interval share_interval;
  double left_out = 0;         ///< share of lists that have no track of it
  Interval left_out_interval;  ///< by listeners (Wilson)
};

SmallTaste small_taste(std::span<const Serving> servings, std::span<const std::size_t> genres,
                       std::uint64_t seed);

}  // namespace mrec::eval
