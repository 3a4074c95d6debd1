#include "mrec/eval/listeners.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <numeric>
#include <set>
#include <span>

#include "mrec/core/rng.h"

namespace mrec::eval {
namespace {

using Tracks = std::vector<std::size_t>;

constexpr std::uint64_t kStream = 0x6c697374;
/// Listeners who are drawn in vain before the tracks are held to be too few, for each that is asked for.
constexpr std::size_t kTries = 20;

/// The tracks of each genre that has more than `needed`.
std::vector<Tracks> large_genres(std::span<const std::size_t> genres, std::size_t needed) {
  std::map<std::size_t, Tracks> tracks_of;
  for (std::size_t track = 0; track < genres.size(); ++track) tracks_of[genres[track]].push_back(track);
  std::vector<Tracks> large;
  for (auto& [genre, tracks] : tracks_of) {
    if (tracks.size() > needed) large.push_back(std::move(tracks));
  }
  return large;
}

/// So many of 0 ... size - 1 in the order they are drawn.
Tracks drawn(std::size_t count, std::size_t size, Rng& rng) {
  Tracks numbers(size);
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  rng.shuffle(std::span(numbers));
  numbers.resize(count);
  return numbers;
}

Listener draw_listener(const std::vector<Tracks>& tracks_of, std::span<const std::size_t> genres,
                       const ListenerPlan& plan, Rng& rng) {
  Listener listener;
  const auto tastes = drawn(plan.favourites.size(), tracks_of.size(), rng);
  for (std::size_t taste = 0; taste < tastes.size(); ++taste) {
    const Tracks& tracks = tracks_of[tastes[taste]];
    listener.tastes.push_back(genres[tracks.front()]);
    for (const std::size_t place : drawn(plan.favourites[taste], tracks.size(), rng)) {
      listener.favourites.push_back(tracks[place]);
    }
  }
  return listener;
}

}  // namespace

std::vector<Listener> draw_listeners(const TrackFacts& tracks, const ListenerPlan& plan, std::size_t count,
                                     std::uint64_t seed) {
  assert(!plan.favourites.empty());
  const auto tracks_of = large_genres(tracks.genres, std::ranges::max(plan.favourites));
  std::vector<Listener> listeners;
  if (tracks_of.size() < plan.favourites.size()) return listeners;
  Rng rng(seed, kStream);
  for (std::size_t tries = 0; tries < kTries * count && listeners.size() < count; ++tries) {
    Listener listener = draw_listener(tracks_of, tracks.genres, plan, rng);
    if (fair_length(listener, plan, tracks) > 0) listeners.push_back(std::move(listener));
  }
  return listeners;
}

std::vector<bool> may_be_listed(const Listener& listener, const TrackFacts& tracks) {
  std::set<std::size_t> artists;
  if (!tracks.artists.empty()) {
    for (const std::size_t favourite : listener.favourites) artists.insert(tracks.artists[favourite]);
  }
  std::vector<bool> may(tracks.genres.size(), true);
  for (std::size_t track = 0; track < may.size(); ++track) {
    if (!artists.empty() && artists.contains(tracks.artists[track])) may[track] = false;
  }
  for (const std::size_t favourite : listener.favourites) may[favourite] = false;
  return may;
}

std::size_t fair_length(const Listener& listener, const ListenerPlan& plan, const TrackFacts& tracks) {
  const std::vector<bool> may = may_be_listed(listener, tracks);
  std::size_t fewest = tracks.genres.size();
  for (const std::size_t taste : listener.tastes) {
    std::size_t left = 0;
    for (std::size_t track = 0; track < may.size(); ++track) {
      left += may[track] && tracks.genres[track] == taste ? 1 : 0;
    }
    fewest = std::min(fewest, left);
  }
  return std::min(plan.list, fewest * listener.tastes.size());
}

}  // namespace mrec::eval
