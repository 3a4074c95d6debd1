#include "mrec/eval/confidence.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "eval/percentile.h"
#include "mrec/core/rng.h"

namespace mrec::eval {
namespace {

/// 97.5 % quantile of the normal distribution.
constexpr double kZ = 1.959963984540054;
constexpr std::uint64_t kBootstrapStream = 0x626f6f74;

double resampled_share(std::span<const Cluster> clusters, Rng& rng) {
  std::size_t hits = 0;
  std::size_t total = 0;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    const Cluster& drawn = clusters[rng.below(clusters.size())];
    hits += drawn.hits;
    total += drawn.total;
  }
  return total == 0 ? 0.0 : static_cast<double>(hits) / static_cast<double>(total);
}

}  // namespace

Interval wilson_interval(std::size_t hits, std::size_t total) {
  if (total == 0) return {};
  const auto n = static_cast<double>(total);
  const double p = static_cast<double>(hits) / n;
  const double scale = 1 + kZ * kZ / n;
  const double centre = (p + kZ * kZ / (2 * n)) / scale;
  const double half = kZ * std::sqrt(p * (1 - p) / n + kZ * kZ / (4 * n * n)) / scale;
  // Where all or none are hits that end is exact, and rounding must not take it away.
  return {.low = hits == 0 ? 0 : std::max(0.0, centre - half),
          .high = hits == total ? 1 : std::min(1.0, centre + half)};
}

Interval bootstrap_interval(std::span<const Cluster> clusters, std::uint64_t seed) {
  if (clusters.empty()) return {};
  Rng rng(seed, kBootstrapStream);
  std::vector<double> shares(kBootstrapDraws);
  for (double& share : shares) share = resampled_share(clusters, rng);
  return central_95_percent(std::move(shares));
}

}  // namespace mrec::eval
