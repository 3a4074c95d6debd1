#include "mrec/eval/contest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "mrec/eval/confidence.h"

namespace mrec::eval {
namespace {

/// Items of class 0 and 1 in turn; each is given 0.75 to the verdict, which is right where `right` says so.
Round round_of(const std::vector<bool>& right) {
  Round round;
  round.probabilities.resize(static_cast<Eigen::Index>(right.size()), 2);
  for (std::size_t i = 0; i < right.size(); ++i) {
    const int truth = static_cast<int>(i % 2);
    const int verdict = right[i] ? truth : 1 - truth;
    round.truths.push_back(truth);
    round.verdicts.push_back(verdict);
    round.probabilities.row(static_cast<Eigen::Index>(i)) << (verdict == 0 ? 0.75F : 0.25F),
        (verdict == 1 ? 0.75F : 0.25F);
  }
  return round;
}

std::vector<bool> every(std::size_t nth, std::size_t items) {
  std::vector<bool> right(items);
  for (std::size_t i = 0; i < items; ++i) right[i] = i % nth != 0;
  return right;
}

TEST(Contest, FiguresAreMeansOverTheRounds) {
  const std::vector<Round> rounds = {round_of({true, true, true, false}),
                                     round_of({true, false, false, true})};
  const Standing standing = standing_of(rounds, clusters_of_one(4), 1, Workers(1));
  EXPECT_EQ(standing.of_rounds, (std::vector<double>{0.75, 0.5}));
  EXPECT_DOUBLE_EQ(standing.accuracy, 0.625);
  EXPECT_NEAR(standing.deviation, 0.25 / std::sqrt(2), 1e-12);
  // F1 of round 1: 0.8 and 2/3; of round 2: 0.5 each.
  EXPECT_NEAR(standing.macro_f1, ((0.8 + 2.0 / 3) / 2 + 0.5) / 2, 1e-12);
  EXPECT_NEAR(standing.log_loss, -(5 * std::log(0.75) + 3 * std::log(0.25)) / 8, 1e-6);
  EXPECT_NEAR(standing.calibration, (0.0 + 0.25) / 2, 1e-6);
}

TEST(Contest, ItemsOfSeveralClassesHaveFiguresOfLabels) {
  Round round{.truths = {0, 1}, .verdicts = {0, 0}, .probabilities = Matrix(2, 3), .targets = Matrix(2, 3)};
  round.probabilities << 0.9F, 0.6F, 0.2F, 0.8F, 0.4F, 0.1F;
  round.targets << 1, 0, 1, 0, 1, 0;
  const std::vector<Round> rounds(2, round);
  const Standing standing = standing_of(rounds, clusters_of_one(2), 1, Workers(1));
  EXPECT_EQ(standing.accuracy, 0.5);
  // One hit, two false alarms, two misses; of the classes 2/3, 0 and 0.
  EXPECT_NEAR(standing.micro_f1, 2.0 / 6, 1e-12);
  EXPECT_NEAR(standing.macro_f1, 2.0 / 9, 1e-12);
  EXPECT_NEAR(standing.mean_average_precision, (1 + 0.5 + 1) / 3, 1e-12);
  const double right[] = {0.9, 0.4, 0.2, 0.2, 0.4, 0.9};
  double loss = 0;
  for (const double p : right) loss -= std::log(p) / 6;
  EXPECT_NEAR(standing.log_loss, loss, 1e-6);
  EXPECT_NEAR(standing.calibration, (0.1 + 0.6 + 0.8 + 0.8 + 0.6 + 0.1) / 6, 1e-6);
}

TEST(Contest, OneRoundDoesNotDeviate) {
  const std::vector<Round> rounds = {round_of({true, false})};
  EXPECT_EQ(standing_of(rounds, clusters_of_one(2), 1, Workers(1)).deviation, 0);
}

TEST(Contest, RoundsOfTheSameItemsMakeTheIntervalNoNarrower) {
  const std::vector<Round> one = {round_of(every(3, 60))};
  const std::vector<Round> four(4, one.front());
  const Interval of_one = standing_of(one, clusters_of_one(60), 1, Workers(1)).interval;
  const Interval of_four = standing_of(four, clusters_of_one(60), 1, Workers(2)).interval;
  EXPECT_DOUBLE_EQ(of_four.low, of_one.low);
  EXPECT_DOUBLE_EQ(of_four.high, of_one.high);
  EXPECT_LT(of_one.low, 2.0 / 3 - 0.05);
  EXPECT_GT(of_one.high, 2.0 / 3 + 0.05);
}

TEST(Contest, ItemsThatStandTogetherMakeTheIntervalWider) {
  // Ten artists, each of whom is right or wrong throughout.
  std::vector<bool> right;
  std::vector<std::size_t> artists;
  for (std::size_t i = 0; i < 60; ++i) {
    right.push_back(i / 6 % 3 != 0);
    artists.push_back(i / 6);
  }
  const std::vector<Round> rounds = {round_of(right)};
  const Interval alone = standing_of(rounds, clusters_of_one(60), 1, Workers(1)).interval;
  const Interval together = standing_of(rounds, clusters_by(artists), 1, Workers(1)).interval;
  EXPECT_GT(together.high - together.low, 1.8 * (alone.high - alone.low));
}

TEST(Contest, WilsonsIntervalWhereAllAreRight) {
  const std::vector<Round> rounds(3, round_of(std::vector<bool>(10, true)));
  const Interval interval = standing_of(rounds, clusters_of_one(10), 1, Workers(1)).interval;
  EXPECT_EQ(interval.low, wilson_interval(10, 10).low);
  EXPECT_EQ(interval.high, wilson_interval(10, 10).high);
}

TEST(Contest, TheDifferenceIsOfAllRoundsAndMcNemarsTestOfTheFirst) {
  const auto wrong_to = [](std::size_t end) {
    std::vector<bool> right(40, true);
    std::fill_n(right.begin(), end, false);
    return round_of(right);
  };
  const std::vector<Round> first = {wrong_to(0), wrong_to(0)};
  const std::vector<Round> second = {wrong_to(4), wrong_to(8)};
  const PairedComparison comparison = compare_rounds(first, second, clusters_of_one(40), 1, Workers(1));
  EXPECT_DOUBLE_EQ(comparison.difference, 12.0 / 80);
  EXPECT_DOUBLE_EQ(comparison.mcnemar, mcnemar_test(4, 0));
  EXPECT_DOUBLE_EQ(comparison.sign_flip, 2.0 / 256);
  EXPECT_GT(comparison.interval.low, 0.04);
  EXPECT_FALSE(within_noise(comparison.interval));
  const PairedComparison back = compare_rounds(second, first, clusters_of_one(40), 1, Workers(1));
  EXPECT_DOUBLE_EQ(back.difference, -12.0 / 80);
  EXPECT_DOUBLE_EQ(back.mcnemar, mcnemar_test(0, 4));
}

TEST(Contest, AnIntervalThatHoldsZeroIsNoise) {
  EXPECT_TRUE(within_noise({.low = -0.1, .high = 0.1}));
  EXPECT_TRUE(within_noise({.low = 0, .high = 0.1}));
  EXPECT_TRUE(within_noise({.low = -0.1, .high = 0}));
  EXPECT_FALSE(within_noise({.low = 0.01, .high = 0.1}));
  EXPECT_FALSE(within_noise({.low = -0.1, .high = -0.01}));
}

}  // namespace
}  // namespace mrec::eval
