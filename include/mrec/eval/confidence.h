#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mrec::eval {

/// Where the true value lies with 95 % confidence.
struct Interval {
  double low = 0;
  double high = 1;
};

/// Wilson's score interval for a share of `hits` in `total` independent trials (Wilson 1927), 0 to 1 for no
/// trials.
Interval wilson_interval(std::size_t hits, std::size_t total);

/// Items that stand or fall together, such as the chunks of one track.
struct Cluster {
  std::size_t hits = 0;
  std::size_t total = 0;
};

/// Percentile bootstrap of the share of hits, drawing whole clusters: items of one cluster are no independent
/// evidence. The same seed gives the same interval; 0 to 1 for no clusters. See bootstrap.h for other
/// figures than shares.
Interval bootstrap_interval(std::span<const Cluster> clusters, std::uint64_t seed);

}  // namespace mrec::eval
