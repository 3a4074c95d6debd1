#include "mrec/eval/paired.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "mrec/core/rng.h"

namespace mrec::eval {
namespace {

TEST(McNemar, SumsTheBinomialDistribution) {
  EXPECT_DOUBLE_EQ(mcnemar_test(0, 0), 1);
  EXPECT_DOUBLE_EQ(mcnemar_test(4, 4), 1);
  EXPECT_NEAR(mcnemar_test(0, 5), 2.0 / 32, 1e-15);
  // 2 (1 + 8 + 28) / 256
  EXPECT_NEAR(mcnemar_test(2, 6), 74.0 / 256, 1e-14);
  EXPECT_EQ(mcnemar_test(2, 6), mcnemar_test(6, 2));
}

TEST(SignFlip, CountsSumsAsFarFromZero) {
  // 6 of 8 signs of 1, 2, 3 give a sum nearer to 0 than 6 or -6.
  EXPECT_DOUBLE_EQ(sign_flip_test(std::vector{1.0, 2.0, 3.0}, 1), 2.0 / 8);
  EXPECT_DOUBLE_EQ(sign_flip_test(std::vector{-1.0, -2.0, 3.0}, 1), 1);
  // 0.1 + 0.2 differs from 0.3 by rounding only.
  EXPECT_DOUBLE_EQ(sign_flip_test(std::vector{0.1, 0.2, -0.3}, 1), 1);
  EXPECT_DOUBLE_EQ(sign_flip_test(std::vector{0.3, 0.3, -0.1}, 1), 4.0 / 8);
}

TEST(SignFlip, IgnoresDifferencesOfZero) {
  std::vector<double> differences(300, 0);
  EXPECT_DOUBLE_EQ(sign_flip_test(differences, 1), 1);
  differences[200] = differences[100] = differences[5] = 2;
  EXPECT_DOUBLE_EQ(sign_flip_test(differences, 1), 2.0 / 8);
  EXPECT_DOUBLE_EQ(sign_flip_test({}, 1), 1);
}

TEST(SignFlip, OfManyDrawsSigns) {
  // 100 of 130 differences of equal size one way: a binomial test, as McNemar's, whose p is 8e-10.
  std::vector<double> differences(130, 1);
  std::fill_n(differences.begin(), 30, -1.0);
  EXPECT_DOUBLE_EQ(sign_flip_test(differences, 1), 1.0 / 20001);
  std::fill_n(differences.begin(), 57, -1.0);
  EXPECT_NEAR(sign_flip_test(differences, 1), mcnemar_test(57, 73), 0.015);
  EXPECT_EQ(sign_flip_test(differences, 1), sign_flip_test(differences, 1));
}

/// 200 items of 40 artists; the second model is right wherever the first is, and for every item of the first
/// `better` artists.
struct Contest {
  PairedVerdicts verdicts;
  std::vector<std::size_t> artists;
};

Contest contest(std::size_t better) {
  Contest contest;
  for (std::size_t i = 0; i < 200; ++i) {
    const std::size_t artist = i / 5;
    const bool first = artist >= better && i % 2 == 0;
    contest.verdicts.first.push_back(first);
    contest.verdicts.second.push_back(first || artist < better);
    contest.artists.push_back(artist);
  }
  return contest;
}

TEST(Compare, CountsPairsAndTakesTheSecondFromTheFirst) {
  const PairedVerdicts verdicts = {.first = {true, true, false, false, true},
                                   .second = {true, false, true, false, false}};
  const PairedComparison comparison = compare(verdicts, clusters_of_one(5), 1, Workers(1));
  EXPECT_EQ(comparison.both_right, 1U);
  EXPECT_EQ(comparison.only_first, 2U);
  EXPECT_EQ(comparison.only_second, 1U);
  EXPECT_EQ(comparison.both_wrong, 1U);
  EXPECT_DOUBLE_EQ(comparison.difference, 0.2);
  EXPECT_DOUBLE_EQ(comparison.mcnemar, 1);
  EXPECT_DOUBLE_EQ(comparison.sign_flip, 1);
  EXPECT_LT(comparison.interval.low, 0.2);
  EXPECT_GT(comparison.interval.high, 0.2);
}

TEST(Compare, TakesAnArtistForOnePieceOfEvidence) {
  const Contest four = contest(4);
  const PairedComparison by_item = compare(four.verdicts, clusters_of_one(200), 1, Workers(1));
  const PairedComparison by_artist = compare(four.verdicts, clusters_by(four.artists), 1, Workers(2));
  EXPECT_DOUBLE_EQ(by_artist.difference, -0.1);
  EXPECT_NEAR(by_artist.mcnemar, 2 * std::exp2(-20), 1e-12);
  EXPECT_EQ(by_item.mcnemar, by_artist.mcnemar);
  EXPECT_DOUBLE_EQ(by_artist.sign_flip, 2.0 / 16);
  EXPECT_LT(by_item.sign_flip, 0.001);
  // 4 of 40 artists: standard error sqrt(.1 * .9 / 40) = .047.
  EXPECT_NEAR(by_artist.interval.low, -0.1 - 1.96 * 0.047, 0.03);
  EXPECT_GT(by_item.interval.low, by_artist.interval.low);
}

TEST(Compare, OfEqualModelsFindsNoDifference) {
  const Contest none = contest(0);
  const PairedComparison comparison = compare(none.verdicts, clusters_by(none.artists), 1, Workers(1));
  EXPECT_EQ(comparison.difference, 0);
  EXPECT_EQ(comparison.interval.low, 0);
  EXPECT_EQ(comparison.interval.high, 0);
  EXPECT_EQ(comparison.mcnemar, 1);
  EXPECT_EQ(comparison.sign_flip, 1);
}

TEST(Compare, OfNoItemsShowsNothing) {
  const PairedComparison comparison = compare({}, {}, 1, Workers(1));
  EXPECT_EQ(comparison.interval.low, -1);
  EXPECT_EQ(comparison.interval.high, 1);
  EXPECT_EQ(comparison.mcnemar, 1);
}

TEST(Compare, IsTheSameForTheSameSeed) {
  const Contest four = contest(4);
  const auto clusters = clusters_by(four.artists);
  const PairedComparison once = compare(four.verdicts, clusters, 9, Workers(1));
  const PairedComparison again = compare(four.verdicts, clusters, 9, Workers(3));
  EXPECT_EQ(once.interval.low, again.interval.low);
  EXPECT_EQ(once.interval.high, again.interval.high);
}

#ifndef NDEBUG
TEST(CompareDeathTest, RefusesVerdictsThatDoNotMatch) {
  EXPECT_DEATH(compare({.first = {true}, .second = {}}, clusters_of_one(1), 1, Workers(1)), "second");
  EXPECT_DEATH(sign_flip_test(std::vector{std::numeric_limits<double>::quiet_NaN()}, 1), "isfinite");
}
#endif

}  // namespace
}  // namespace mrec::eval
