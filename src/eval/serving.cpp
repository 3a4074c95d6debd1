#include "mrec/eval/serving.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <utility>

#include "mrec/core/interrupt.h"
#include "mrec/eval/bootstrap.h"

namespace mrec::eval {
namespace {

using Genres = std::span<const std::size_t>;

double share_of(const Cluster& cluster) {
  return cluster.total == 0 ? 0 : static_cast<double>(cluster.hits) / static_cast<double>(cluster.total);
}

std::size_t count_of(const std::vector<bool>& marks) {
  return static_cast<std::size_t>(std::ranges::count(marks, true));
}

Cluster sum_of(const std::vector<Cluster>& clusters) {
  Cluster sum;
  for (const Cluster& cluster : clusters) {
    sum.hits += cluster.hits;
    sum.total += cluster.total;
  }
  return sum;
}

/// Each list's places that serve, of those asked for.
std::vector<Cluster> by_listener(std::span<const Serving> servings, Genres genres) {
  std::vector<Cluster> clusters;
  for (const Serving& serving : servings) {
    clusters.push_back({.hits = count_of(places_that_serve(serving, genres)), .total = serving.asked});
  }
  return clusters;
}

/// The listed places that serve, of each artist's; a place that stays empty is no artist's.
std::vector<Cluster> by_artist(std::span<const Serving> servings, const TrackFacts& tracks) {
  std::map<std::size_t, Cluster> of_artist;
  for (const Serving& serving : servings) {
    const std::vector<bool> serves = places_that_serve(serving, tracks.genres);
    for (std::size_t place = 0; place < serves.size(); ++place) {
      Cluster& cluster = of_artist[tracks.artists[serving.list[place]]];
      cluster.hits += serves[place] ? 1 : 0;
      ++cluster.total;
    }
  }
  std::vector<Cluster> clusters;
  for (const auto& [artist, cluster] : of_artist) clusters.push_back(cluster);
  return clusters;
}

}  // namespace

std::vector<Serving> serve(const std::vector<Listener>& listeners, const ListenerPlan& plan,
                           const TrackFacts& tracks, const Ranker& ranker, const Workers& workers) {
  std::vector<Serving> servings(listeners.size());
  workers.for_each(listeners.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const Listener& listener = listeners[i];
    const std::size_t asked = fair_length(listener, plan, tracks);
    servings[i] = {.listener = listener,
                   .asked = asked,
                   .list = ranker(listener.favourites, may_be_listed(listener, tracks), asked)};
    assert(servings[i].list.size() <= asked);
  });
  return servings;
}

std::vector<bool> places_that_serve(const Serving& serving, Genres genres) {
  const auto& tastes = serving.listener.tastes;
  const std::size_t even_part = serving.asked / tastes.size();
  std::vector<bool> serves;
  std::map<std::size_t, std::size_t> served;
  for (const std::size_t track : serving.list) {
    const std::size_t genre = genres[track];
    serves.push_back(std::ranges::count(tastes, genre) > 0 && served[genre]++ < even_part);
  }
  return serves;
}

std::size_t places_of(std::size_t genre, const Serving& serving, Genres genres) {
  const auto is_of = [&](std::size_t track) { return genres[track] == genre; };
  return static_cast<std::size_t>(std::ranges::count_if(serving.list, is_of));
}

ServingShare serving_share(std::span<const Serving> servings, const TrackFacts& tracks, std::uint64_t seed) {
  const auto listeners = by_listener(servings, tracks.genres);
  ServingShare share{.share = share_of(sum_of(listeners)),
                     .by_listeners = bootstrap_interval(listeners, seed),
                     .by_artists = {}};
  if (!tracks.artists.empty()) share.by_artists = bootstrap_interval(by_artist(servings, tracks), seed);
  return share;
}

ShareDifference share_difference(std::span<const Serving> servings, std::span<const Serving> others,
                                 Genres genres, std::uint64_t seed) {
  assert(servings.size() == others.size());
  const auto mine = by_listener(servings, genres);
  const auto theirs = by_listener(others, genres);
  const auto difference = [&](std::span<const std::size_t> listeners) -> std::optional<double> {
    double hits = 0;
    double places = 0;
    for (const std::size_t i : listeners) {
      assert(mine[i].total == theirs[i].total);
      hits += static_cast<double>(mine[i].hits) - static_cast<double>(theirs[i].hits);
      places += static_cast<double>(mine[i].total);
    }
    if (places == 0) return std::nullopt;
    return hits / places;
  };
  std::vector<std::size_t> all(mine.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  const auto interval = bootstrap_interval(clusters_of_one(all.size()), difference, seed, Workers(1));
  return {.difference = difference(all).value_or(0), .by_listeners = interval.value_or(Interval{-1, 1})};
}

double evenness(std::span<const Serving> servings, Genres genres) {
  double sum = 0;
  for (const Serving& serving : servings) {
    assert(serving.listener.tastes.size() == 2);
    const std::size_t first = places_of(serving.listener.tastes[0], serving, genres);
    const std::size_t second = places_of(serving.listener.tastes[1], serving, genres);
    const auto [fewer, more] = std::minmax(first, second);
    if (more > 0) sum += static_cast<double>(fewer) / static_cast<double>(more);
  }
  return servings.empty() ? 0 : sum / static_cast<double>(servings.size());
}

SmallTaste small_taste(std::span<const Serving> servings, Genres genres, std::uint64_t seed) {
  std::vector<Cluster> places;
  std::size_t left_out = 0;
  for (const Serving& serving : servings) {
    const std::size_t of_it = places_of(serving.listener.tastes.back(), serving, genres);
    places.push_back({.hits = of_it, .total = serving.asked});
    left_out += of_it == 0 ? 1 : 0;
  }
  return {.share = share_of(sum_of(places)),
          .share_interval = bootstrap_interval(places, seed),
          .left_out = share_of({.hits = left_out, .total = servings.size()}),
          .left_out_interval = wilson_interval(left_out, servings.size())};
}

}  // namespace mrec::eval
