#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/eval/bootstrap.h"
#include "mrec/eval/paired.h"

namespace mrec::eval {

/// What one model said of the items of a test that several models sit; a round for each seed.
struct Round {
  std::vector<int> truths;    ///< classes by number; the same items in every round of every model
  std::vector<int> verdicts;  ///< the most probable class
  Matrix probabilities;       ///< (items x classes)
  /// Of items that may have several classes: (items x classes), 1 for each of theirs, else 0. Truths are then
  /// the verdicts where these are among them.
  Matrix targets = {};
};

/// How a model did in a contest.
struct Standing {
  double accuracy = 0;            ///< mean over the rounds
  Interval interval = {};         ///< of it, 95 %: bootstrap of clusters, each with its items of all rounds
  double deviation = 0;           ///< standard deviation of the rounds' accuracies (n - 1); 0 of one
  double macro_f1 = 0;            ///< mean over the rounds, and so are the others
  double log_loss = 0;            ///< negative log-likelihood of the truth, nats an item
  double calibration = 0;         ///< expected calibration error
  std::vector<double> of_rounds;  ///< accuracies
  /// Only of items that may have several classes; log-loss and calibration then are of all pairs of item and
  /// class, F1 of the classes of a probability of 0.5 and more.
  double micro_f1 = 0;
  double mean_average_precision = 0;  ///< over the classes
};

/// At least one round, of at least one item. Where the bootstrap shows nothing, since every cluster says the
/// same, the interval is Wilson's for the items of one round. The same seed gives the same figures at any
/// number of threads.
Standing standing_of(std::span<const Round> rounds, const ItemClusters& clusters, std::uint64_t seed,
                     const Workers& workers);

/// Two models that sat the same rounds: compare() of all rounds, whose clusters hold their items of every
/// round. McNemar's test is that of the first round, because an item's rounds depend on each other.
PairedComparison compare_rounds(std::span<const Round> first, std::span<const Round> second,
                                const ItemClusters& clusters, std::uint64_t seed, const Workers& workers);

/// Whether the interval of a difference leaves open which of two models is better.
bool within_noise(const Interval& difference);

}  // namespace mrec::eval
