#include "mrec/eval/neighbours.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <numeric>

#include "mrec/core/interrupt.h"

namespace mrec::eval {
namespace {

std::size_t size_of(std::ptrdiff_t count) {
  return static_cast<std::size_t>(count);
}

bool may_follow(std::size_t query, std::size_t candidate, const NeighbourRules& rules) {
  if (candidate == query) return false;
  const auto& artists = rules.left_out_artists;
  return artists.empty() || artists[candidate] != artists[query];
}

/// The list of one track, given its distances to all.
std::vector<std::size_t> nearest(std::size_t query, const Eigen::VectorXd& distances,
                                 const NeighbourRules& rules) {
  std::vector<std::size_t> list;
  for (std::size_t i = 0; i < size_of(distances.size()); ++i) {
    if (may_follow(query, i, rules)) list.push_back(i);
  }
  const auto closer = [&](std::size_t a, std::size_t b) {
    const double to_a = distances[static_cast<Eigen::Index>(a)];
    const double to_b = distances[static_cast<Eigen::Index>(b)];
    return to_a != to_b ? to_a < to_b : a < b;
  };
  const std::size_t length = std::min(rules.k, list.size());
  std::ranges::partial_sort(list, list.begin() + static_cast<std::ptrdiff_t>(length), closer);
  list.resize(length);
  return list;
}

/// distance(i, j) for every pair, a row at a time.
template <class Distance>
NeighbourLists nearest_lists(Eigen::Index tracks, const NeighbourRules& rules, Distance distance) {
  assert(rules.left_out_artists.empty() || rules.left_out_artists.size() == size_of(tracks));
  NeighbourLists lists;
  Eigen::VectorXd distances(tracks);
  for (Eigen::Index i = 0; i < tracks; ++i) {
    throw_if_interrupted();
    for (Eigen::Index j = 0; j < tracks; ++j) distances[j] = distance(i, j);
    lists.push_back(nearest(size_of(i), distances, rules));
  }
  return lists;
}

/// Sums the clusters that have one number.
std::vector<Cluster> joined(const std::vector<Cluster>& clusters, std::span<const std::size_t> numbers) {
  std::map<std::size_t, Cluster> sums;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    sums[numbers[i]].hits += clusters[i].hits;
    sums[numbers[i]].total += clusters[i].total;
  }
  std::vector<Cluster> all;
  for (const auto& [number, sum] : sums) all.push_back(sum);
  return all;
}

double share_of(const Cluster& cluster) {
  return cluster.total == 0 ? 0 : static_cast<double>(cluster.hits) / static_cast<double>(cluster.total);
}

/// All tracks that might stand in a track's list.
Cluster candidates_of(std::size_t query, const NeighbourRules& rules, std::span<const std::size_t> genres) {
  Cluster cluster;
  for (std::size_t i = 0; i < genres.size(); ++i) {
    if (!may_follow(query, i, rules)) continue;
    ++cluster.total;
    cluster.hits += genres[i] == genres[query] ? 1 : 0;
  }
  return cluster;
}

}  // namespace

NeighbourLists nearest_by_cosine(const MatrixRef& units, const NeighbourRules& rules) {
  return nearest_lists(units.rows(), rules, [&](Eigen::Index i, Eigen::Index j) {
    return -units.row(i).cast<double>().dot(units.row(j).cast<double>());
  });
}

NeighbourLists nearest_by_euclidean(const MatrixRef& vectors, const NeighbourRules& rules) {
  return nearest_lists(vectors.rows(), rules, [&](Eigen::Index i, Eigen::Index j) {
    return (vectors.row(i).cast<double>() - vectors.row(j).cast<double>()).squaredNorm();
  });
}

NeighbourLists nearest_by_distance(const MatrixRef& distances, const NeighbourRules& rules) {
  assert(distances.rows() == distances.cols());
  return nearest_lists(distances.rows(), rules,
                       [&](Eigen::Index i, Eigen::Index j) { return static_cast<double>(distances(i, j)); });
}

GenreAgreement genre_agreement(const NeighbourLists& lists, const TrackFacts& tracks, std::uint64_t seed) {
  assert(lists.size() == tracks.genres.size());
  std::vector<Cluster> found(lists.size());
  Cluster all;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    const auto agrees = [&](std::size_t neighbour) { return tracks.genres[neighbour] == tracks.genres[i]; };
    found[i] = {.hits = size_of(std::ranges::count_if(lists[i], agrees)), .total = lists[i].size()};
    all.hits += found[i].hits;
    all.total += found[i].total;
  }
  GenreAgreement agreement{
      .share = share_of(all), .by_tracks = bootstrap_interval(found, seed), .by_artists = {}};
  if (!tracks.artists.empty()) {
    agreement.by_artists = bootstrap_interval(joined(found, tracks.artists), seed);
  }
  return agreement;
}

double chance_agreement(std::span<const std::size_t> genres, const NeighbourRules& rules) {
  double sum = 0;
  std::size_t queries = 0;
  for (std::size_t i = 0; i < genres.size(); ++i) {
    const Cluster candidates = candidates_of(i, rules, genres);
    sum += share_of(candidates);
    queries += candidates.total > 0 ? 1 : 0;
  }
  return queries == 0 ? 0 : sum / static_cast<double>(queries);
}

Hubness hubness(const NeighbourLists& lists) {
  if (lists.empty()) return {};
  std::vector<std::size_t> occurrences(lists.size());
  for (const auto& list : lists) {
    for (const std::size_t neighbour : list) ++occurrences[neighbour];
  }
  const auto count = static_cast<double>(lists.size());
  const double mean = std::accumulate(occurrences.begin(), occurrences.end(), 0.0) / count;
  double squares = 0;
  double cubes = 0;
  for (const std::size_t occurrence : occurrences) {
    const double deviation = static_cast<double>(occurrence) - mean;
    squares += deviation * deviation;
    cubes += deviation * deviation * deviation;
  }
  const double variance = squares / count;
  return {.skewness = squares > 0 ? cubes / count / (variance * std::sqrt(variance)) : 0,
          .largest = *std::ranges::max_element(occurrences),
          .orphans = static_cast<double>(std::ranges::count(occurrences, std::size_t{0})) / count};
}

}  // namespace mrec::eval
