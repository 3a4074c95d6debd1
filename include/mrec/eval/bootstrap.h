#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "mrec/core/parallel.h"
#include "mrec/eval/confidence.h"

namespace mrec::eval {

/// Numbers of the items that stand or fall together, such as an artist's tracks, for each such group.
using ItemClusters = std::vector<std::vector<std::size_t>>;

/// Groups the items 0 ... n - 1 that have one number (of an artist, say), in the order of their first items.
ItemClusters clusters_by(std::span<const std::size_t> numbers);

/// Every item alone.
ItemClusters clusters_of_one(std::size_t items);

/// A figure of some items, each as often as it was drawn; nothing where they do not define it, as an area
/// under a curve of items of one class. Is called by several threads at once.
using Statistic = std::function<std::optional<double>(std::span<const std::size_t> items)>;

/// 95 % percentile bootstrap of any statistic (Efron 1979), 2000 draws of as many whole clusters as there
/// are. Draws that do not define the statistic are left out; nothing when they are more than half, or for no
/// clusters. The same seed gives the same interval at any number of threads.
std::optional<Interval> bootstrap_interval(const ItemClusters& clusters, const Statistic& statistic,
                                           std::uint64_t seed, const Workers& workers);

}  // namespace mrec::eval
