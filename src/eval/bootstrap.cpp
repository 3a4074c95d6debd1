#include "mrec/eval/bootstrap.h"

#include <cassert>
#include <cmath>
#include <map>
#include <utility>

#include "eval/percentile.h"
#include "mrec/core/rng.h"

namespace mrec::eval {
namespace {

/// Each draw has a stream of its own, so that draws may be made in any order.
constexpr std::uint64_t kFirstStream = std::uint64_t{0x6974656d} << 32;

std::vector<std::size_t> drawn_items(const ItemClusters& clusters, Rng rng) {
  std::vector<std::size_t> items;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    const auto& drawn = clusters[rng.below(clusters.size())];
    items.insert(items.end(), drawn.begin(), drawn.end());
  }
  return items;
}

}  // namespace

ItemClusters clusters_by(std::span<const std::size_t> numbers) {
  std::map<std::size_t, std::size_t> places;
  ItemClusters clusters;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto [place, is_new] = places.emplace(numbers[i], clusters.size());
    if (is_new) clusters.emplace_back();
    clusters[place->second].push_back(i);
  }
  return clusters;
}

ItemClusters clusters_of_one(std::size_t items) {
  ItemClusters clusters(items);
  for (std::size_t i = 0; i < items; ++i) clusters[i] = {i};
  return clusters;
}

std::optional<Interval> bootstrap_interval(const ItemClusters& clusters, const Statistic& statistic,
                                           std::uint64_t seed, const Workers& workers) {
  if (clusters.empty()) return std::nullopt;
  std::vector<std::optional<double>> values(kBootstrapDraws);
  workers.for_each(values.size(), [&](std::size_t draw) {
    values[draw] = statistic(drawn_items(clusters, Rng(seed, kFirstStream + draw)));
  });
  std::vector<double> defined;
  for (const auto& value : values) {
    assert(!value || !std::isnan(*value));
    if (value) defined.push_back(*value);
  }
  if (2 * defined.size() < values.size()) return std::nullopt;
  return central_95_percent(std::move(defined));
}

}  // namespace mrec::eval
