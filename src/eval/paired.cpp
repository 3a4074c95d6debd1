#include "mrec/eval/paired.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "mrec/core/rng.h"

namespace mrec::eval {
namespace {

constexpr std::size_t kMostExact = 16;
constexpr std::size_t kDraws = 20000;
constexpr std::uint64_t kSignStream = 0x7369676e;

/// Right of the first less right of the second, among these items.
int net(const PairedVerdicts& verdicts, std::span<const std::size_t> items) {
  int sum = 0;
  for (const std::size_t i : items) sum += (verdicts.first[i] ? 1 : 0) - (verdicts.second[i] ? 1 : 0);
  return sum;
}

/// Sum of the numbers, those negated whose bit of `signs` is set.
double flipped_sum(std::span<const double> numbers, std::uint64_t signs) {
  double sum = 0;
  for (const double number : numbers) {
    sum += (signs & 1U) != 0 ? -number : number;
    signs >>= 1U;
  }
  return sum;
}

double drawn_sum(std::span<const double> numbers, Rng& rng) {
  constexpr std::size_t kBits = 64;
  double sum = 0;
  for (std::size_t begin = 0; begin < numbers.size(); begin += kBits) {
    sum += flipped_sum(numbers.subspan(begin, std::min(kBits, numbers.size() - begin)), rng.next());
  }
  return sum;
}

}  // namespace

PairedComparison compare(const PairedVerdicts& verdicts, const ItemClusters& clusters, std::uint64_t seed,
                         const Workers& workers) {
  const std::size_t items = verdicts.first.size();
  assert(verdicts.second.size() == items);
  assert(std::accumulate(clusters.begin(), clusters.end(), std::size_t{0},
                         [](std::size_t sum, const auto& of) { return sum + of.size(); }) == items);
  PairedComparison comparison;
  if (items == 0) return comparison;
  for (std::size_t i = 0; i < items; ++i) {
    const bool first = verdicts.first[i];
    const bool second = verdicts.second[i];
    ++(first ? (second ? comparison.both_right : comparison.only_first)
             : (second ? comparison.only_second : comparison.both_wrong));
  }
  comparison.difference =
      (static_cast<double>(comparison.only_first) - static_cast<double>(comparison.only_second)) /
      static_cast<double>(items);
  const auto difference = [&](std::span<const std::size_t> drawn) -> std::optional<double> {
    if (drawn.empty()) return std::nullopt;
    return static_cast<double>(net(verdicts, drawn)) / static_cast<double>(drawn.size());
  };
  comparison.interval = bootstrap_interval(clusters, difference, seed, workers).value_or(comparison.interval);
  comparison.mcnemar = mcnemar_test(comparison.only_first, comparison.only_second);
  std::vector<double> by_cluster;
  for (const auto& cluster : clusters) by_cluster.push_back(net(verdicts, cluster));
  comparison.sign_flip = sign_flip_test(by_cluster, seed);
  return comparison;
}

double mcnemar_test(std::size_t only_first, std::size_t only_second) {
  const auto fewer = static_cast<double>(std::min(only_first, only_second));
  const auto all = static_cast<double>(only_first + only_second);
  // Twice the sum of C(n, k) / 2^n over k up to the fewer: the last term by its logarithm, since 2^-n would
  // underflow, the others by their ratios to it.
  double last = -all * std::log(2.0);
  for (double k = 1; k <= fewer; ++k) last += std::log((all - fewer + k) / k);
  double sum = 0;
  double ratio = 1;
  for (double k = fewer; k >= 0; --k) {
    sum += ratio;
    ratio *= k / (all - k + 1);
  }
  return std::min(1.0, 2 * sum * std::exp(last));
}

double sign_flip_test(std::span<const double> differences, std::uint64_t seed) {
  std::vector<double> numbers;
  double scale = 0;
  for (const double difference : differences) {
    assert(std::isfinite(difference));
    if (difference != 0) numbers.push_back(difference);
    scale += std::abs(difference);
  }
  // Sums that differ by rounding only are equal.
  const double observed = std::abs(std::accumulate(numbers.begin(), numbers.end(), 0.0)) - 1e-12 * scale;
  std::size_t as_far = 0;
  if (numbers.size() <= kMostExact) {
    const std::uint64_t flips = std::uint64_t{1} << numbers.size();
    for (std::uint64_t signs = 0; signs < flips; ++signs) {
      as_far += std::abs(flipped_sum(numbers, signs)) >= observed ? 1 : 0;
    }
    return static_cast<double>(as_far) / static_cast<double>(flips);
  }
  Rng rng(seed, kSignStream);
  for (std::size_t draw = 0; draw < kDraws; ++draw) {
    as_far += std::abs(drawn_sum(numbers, rng)) >= observed ? 1 : 0;
  }
  // The signs as they are count as one draw, so that p is never 0.
  return static_cast<double>(as_far + 1) / static_cast<double>(kDraws + 1);
}

}  // namespace mrec::eval
