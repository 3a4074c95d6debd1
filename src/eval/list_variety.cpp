#include "mrec/eval/list_variety.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "mrec/core/interrupt.h"
#include "mrec/core/rng.h"
#include "mrec/eval/bootstrap.h"

namespace mrec::eval {
namespace {

constexpr std::size_t kPairs = 20'000;
constexpr std::uint64_t kPairStream = 0x70616972;

using Numbers = std::span<const std::size_t>;

double ratio_of(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

double dissimilarity_within(const std::vector<std::size_t>& list, const Dissimilarity& dissimilarity) {
  double sum = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) sum += dissimilarity(list[i], list[j]);
  }
  const auto length = static_cast<double>(list.size());
  return ratio_of(sum, length * (length - 1) / 2);
}

std::size_t repeats_in(const Serving& serving, const SameSong& same_song) {
  std::vector<std::size_t> heard = serving.listener.favourites;
  std::size_t repeats = 0;
  for (const std::size_t track : serving.list) {
    repeats += std::ranges::any_of(heard, [&](std::size_t other) { return same_song(track, other); }) ? 1 : 0;
    heard.push_back(track);
  }
  return repeats;
}

/// What one listener's list says of the pull of a source.
struct Pull {
  double same = 0;      ///< places of the genre that are of the source
  double places = 0;    ///< of the genre
  double expected = 0;  ///< of the source, were they drawn from the genre by chance
};

/// Numbers of genre and source together; a genre that only one source has is nobody's taste: each of its
/// tracks gets a number of its own.
std::vector<std::size_t> numbers_of_both(Numbers genres, Numbers sources) {
  std::map<std::size_t, std::set<std::size_t>> sources_of;
  for (std::size_t i = 0; i < genres.size(); ++i) sources_of[genres[i]].insert(sources[i]);
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> number_of;
  std::vector<std::size_t> numbers;
  std::size_t next = 0;
  for (std::size_t i = 0; i < genres.size(); ++i) {
    if (sources_of[genres[i]].size() < 2) {
      numbers.push_back(next++);
      continue;
    }
    const auto [place, is_new] = number_of.try_emplace({genres[i], sources[i]}, next);
    next += is_new ? 1 : 0;
    numbers.push_back(place->second);
  }
  return numbers;
}

Pull pull_on(const std::vector<std::size_t>& list, const std::vector<bool>& may, std::size_t favourite,
             const TrackFacts& tracks, Numbers sources) {
  const auto is_of_genre = [&](std::size_t track) {
    return tracks.genres[track] == tracks.genres[favourite];
  };
  Pull candidates;
  for (std::size_t track = 0; track < may.size(); ++track) {
    if (!may[track] || !is_of_genre(track)) continue;
    candidates.places += 1;
    candidates.same += sources[track] == sources[favourite] ? 1 : 0;
  }
  Pull pull;
  for (const std::size_t track : list) {
    if (!is_of_genre(track)) continue;
    pull.places += 1;
    pull.same += sources[track] == sources[favourite] ? 1 : 0;
  }
  pull.expected = pull.places * ratio_of(candidates.same, candidates.places);
  return pull;
}

Pull sum_of(const std::vector<Pull>& pulls, Numbers listeners) {
  Pull sum;
  for (const std::size_t i : listeners) {
    sum.same += pulls[i].same;
    sum.places += pulls[i].places;
    sum.expected += pulls[i].expected;
  }
  return sum;
}

}  // namespace

double mean_dissimilarity(std::size_t tracks, const Dissimilarity& dissimilarity, std::uint64_t seed) {
  if (tracks < 2) return 0;
  Rng rng(seed, kPairStream);
  double sum = 0;
  for (std::size_t pair = 0; pair < kPairs; ++pair) {
    const std::size_t first = rng.below(tracks);
    const std::size_t other = rng.below(tracks - 1);
    sum += dissimilarity(first, other < first ? other : other + 1);
  }
  return sum / static_cast<double>(kPairs);
}

ListVariety list_variety(std::span<const Serving> servings, const Dissimilarity& dissimilarity,
                         Numbers artists, const SameSong& same_song) {
  ListVariety variety;
  double places = 0;
  double repeats = 0;
  for (const Serving& serving : servings) {
    std::set<std::size_t> different;
    for (const std::size_t track : serving.list) {
      if (!artists.empty()) different.insert(artists[track]);
    }
    const auto length = static_cast<double>(serving.list.size());
    variety.dissimilarity += dissimilarity_within(serving.list, dissimilarity);
    variety.artists += ratio_of(static_cast<double>(different.size()), length);
    repeats += static_cast<double>(repeats_in(serving, same_song));
    places += length;
  }
  const auto lists = static_cast<double>(servings.size());
  variety.dissimilarity = ratio_of(variety.dissimilarity, lists);
  variety.artists = ratio_of(variety.artists, lists);
  variety.repeats = ratio_of(repeats, places);
  return variety;
}

SourcePull source_pull(const TrackFacts& tracks, Numbers sources, const ListenerPlan& plan, std::size_t count,
                       const Ranker& ranker, std::uint64_t seed, const Workers& workers) {
  assert(plan.favourites.size() == 1 && sources.size() == tracks.genres.size());
  const auto both = numbers_of_both(tracks.genres, sources);
  const auto listeners = draw_listeners({.genres = both, .artists = tracks.artists}, plan, count, seed);
  std::vector<Pull> pulls(listeners.size());
  workers.for_each(listeners.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const Listener& listener = listeners[i];
    const std::vector<bool> may = may_be_listed(listener, tracks);
    pulls[i] = pull_on(ranker(listener.favourites, may, plan.list), may, listener.favourites.front(), tracks,
                       sources);
  });
  const auto ratio = [&](Numbers drawn) -> std::optional<double> {
    const Pull sum = sum_of(pulls, drawn);
    if (sum.expected == 0) return std::nullopt;
    return sum.same / sum.expected;
  };
  std::vector<std::size_t> all(pulls.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  const Pull sum = sum_of(pulls, all);
  const auto interval = bootstrap_interval(clusters_of_one(all.size()), ratio, seed, workers);
  return {.share = ratio_of(sum.same, sum.places),
          .chance = ratio_of(sum.expected, sum.places),
          .ratio = ratio(all).value_or(0),
          .ratio_interval = interval.value_or(Interval{0, 0}),
          .listeners = listeners.size()};
}

}  // namespace mrec::eval
