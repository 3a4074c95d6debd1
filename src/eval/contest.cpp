#include "mrec/eval/contest.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "mrec/eval/calibration.h"
#include "mrec/eval/label_metrics.h"
#include "mrec/eval/label_pairs.h"
#include "mrec/eval/metrics.h"
#include "mrec/eval/ranking_metrics.h"
#include "mrec/eval/verdict.h"

namespace mrec::eval {
namespace {

std::vector<bool> hits_of(const Round& round) {
  std::vector<bool> hits(round.truths.size());
  for (std::size_t i = 0; i < hits.size(); ++i) hits[i] = round.truths[i] == round.verdicts[i];
  return hits;
}

/// Of all rounds in a row.
std::vector<bool> hits_of(std::span<const Round> rounds) {
  std::vector<bool> all;
  for (const Round& round : rounds) {
    const std::vector<bool> hits = hits_of(round);
    all.insert(all.end(), hits.begin(), hits.end());
  }
  return all;
}

/// The clusters of items of one round as those of all rounds in a row.
ItemClusters repeated(const ItemClusters& clusters, std::size_t rounds, std::size_t items) {
  ItemClusters all(clusters.size());
  for (std::size_t cluster = 0; cluster < clusters.size(); ++cluster) {
    for (std::size_t round = 0; round < rounds; ++round) {
      for (const std::size_t item : clusters[cluster]) all[cluster].push_back(round * items + item);
    }
  }
  return all;
}

double mean(std::span<const double> numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0) / static_cast<double>(numbers.size());
}

double deviation(std::span<const double> numbers) {
  if (numbers.size() < 2) return 0;
  double squares = 0;
  for (const double number : numbers) squares += (number - mean(numbers)) * (number - mean(numbers));
  return std::sqrt(squares / static_cast<double>(numbers.size() - 1));
}

Interval interval_of(const std::vector<bool>& hits, const ItemClusters& clusters, std::uint64_t seed,
                     const Workers& workers) {
  const auto share = [&](std::span<const std::size_t> items) -> std::optional<double> {
    if (items.empty()) return std::nullopt;
    std::size_t sum = 0;
    for (const std::size_t item : items) sum += hits[item] ? 1 : 0;
    return static_cast<double>(sum) / static_cast<double>(items.size());
  };
  return bootstrap_interval(clusters, share, seed, workers).value_or(Interval{});
}

/// Adds a share of the round's figures to the means.
void add_classes(const Round& round, double share, Standing& standing) {
  const auto classes = static_cast<std::size_t>(round.probabilities.cols());
  const Matrix logarithms = round.probabilities.array().log();
  const std::vector<Verdict> verdicts = verdicts_of(logarithms, round.truths);
  standing.macro_f1 += share * confusion(round.truths, round.verdicts, classes).macro_f1();
  standing.log_loss += share * negative_log_likelihood(logarithms, round.truths);
  standing.calibration += share * expected_calibration_error(reliability_curve(verdicts));
}

/// The same of items that may have several classes.
void add_labels(const Round& round, double share, Standing& standing) {
  const LabelFigures figures = label_figures(round.probabilities, round.targets);
  const LabelPairs pairs = label_pairs(round.probabilities, round.targets);
  const auto curve = reliability_curve(pair_verdicts(pairs.log_probabilities, pairs.truths));
  standing.macro_f1 += share * figures.macro_f1;
  standing.micro_f1 += share * figures.micro_f1;
  standing.mean_average_precision +=
      share * macro_mean(average_precision(round.probabilities, round.targets)).value_or(0);
  standing.log_loss += share * negative_log_likelihood(pairs.log_probabilities, pairs.truths);
  standing.calibration += share * expected_calibration_error(curve);
}

}  // namespace

Standing standing_of(std::span<const Round> rounds, const ItemClusters& clusters, std::uint64_t seed,
                     const Workers& workers) {
  assert(!rounds.empty());
  const std::size_t items = rounds.front().truths.size();
  const auto share = 1.0 / static_cast<double>(rounds.size());
  Standing standing;
  for (const Round& round : rounds) {
    assert(round.truths.size() == items);
    const std::vector<bool> hits = hits_of(round);
    standing.of_rounds.push_back(static_cast<double>(std::ranges::count(hits, true)) /
                                 static_cast<double>(items));
    round.targets.size() > 0 ? add_labels(round, share, standing) : add_classes(round, share, standing);
  }
  standing.accuracy = mean(standing.of_rounds);
  standing.deviation = deviation(standing.of_rounds);
  standing.interval = interval_of(hits_of(rounds), repeated(clusters, rounds.size(), items), seed, workers);
  if (standing.interval.low < standing.interval.high) return standing;
  const double hits = standing.accuracy * static_cast<double>(items);
  standing.interval = wilson_interval(static_cast<std::size_t>(std::llround(hits)), items);
  return standing;
}

PairedComparison compare_rounds(std::span<const Round> first, std::span<const Round> second,
                                const ItemClusters& clusters, std::uint64_t seed, const Workers& workers) {
  assert(!first.empty() && first.size() == second.size());
  const std::size_t items = first.front().truths.size();
  PairedComparison comparison = compare({.first = hits_of(first), .second = hits_of(second)},
                                        repeated(clusters, first.size(), items), seed, workers);
  const std::vector<bool> one = hits_of(first.front());
  const std::vector<bool> other = hits_of(second.front());
  std::size_t only_one = 0;
  std::size_t only_other = 0;
  for (std::size_t i = 0; i < items; ++i) {
    only_one += one[i] && !other[i] ? 1 : 0;
    only_other += other[i] && !one[i] ? 1 : 0;
  }
  comparison.mcnemar = mcnemar_test(only_one, only_other);
  return comparison;
}

bool within_noise(const Interval& difference) {
  return difference.low <= 0 && difference.high >= 0;
}

}  // namespace mrec::eval
