#include "mrec/eval/confidence.h"

#include <gtest/gtest.h>

#include <vector>

namespace mrec::eval {
namespace {

TEST(Wilson, AgreesWithTheFormulaByHand) {
  // 8 of 10: centre (0.8 + 1.9208/10) / 1.38415 = 0.71673, half width 0.22655.
  const Interval interval = wilson_interval(8, 10);
  EXPECT_NEAR(interval.low, 0.4902, 1e-4);
  EXPECT_NEAR(interval.high, 0.9433, 1e-4);
}

TEST(Wilson, StaysBetweenZeroAndOne) {
  EXPECT_EQ(wilson_interval(0, 7).low, 0);
  EXPECT_GT(wilson_interval(0, 7).high, 0.2);
  for (std::size_t n = 1; n < 100; ++n) EXPECT_EQ(wilson_interval(n, n).high, 1) << n;
  EXPECT_LT(wilson_interval(7, 7).low, 0.8);
  EXPECT_EQ(wilson_interval(0, 0).low, 0);
  EXPECT_EQ(wilson_interval(0, 0).high, 1);
}

TEST(Bootstrap, IsAPointWhenAllClustersAgree) {
  const std::vector<Cluster> clusters(20, Cluster{.hits = 3, .total = 4});
  const Interval interval = bootstrap_interval(clusters, 1);
  EXPECT_DOUBLE_EQ(interval.low, 0.75);
  EXPECT_DOUBLE_EQ(interval.high, 0.75);
}

TEST(Bootstrap, ManyChunksOfFewTracksProveLittle) {
  std::vector<Cluster> clusters;
  for (int track = 0; track < 40; ++track)
    clusters.push_back({.hits = track % 2 == 0 ? 10U : 0U, .total = 10});
  const Interval interval = bootstrap_interval(clusters, 1);
  // 400 independent chunks would give +- 0.05; 40 whole tracks give about +- 0.155.
  EXPECT_NEAR(interval.low, 0.5 - 0.155, 0.04);
  EXPECT_NEAR(interval.high, 0.5 + 0.155, 0.04);
}

TEST(Bootstrap, IsTheSameForTheSameSeed) {
  const std::vector<Cluster> clusters = {
      {.hits = 1, .total = 3}, {.hits = 2, .total = 2}, {.hits = 0, .total = 5}};
  EXPECT_EQ(bootstrap_interval(clusters, 5).low, bootstrap_interval(clusters, 5).low);
  EXPECT_EQ(bootstrap_interval({}, 5).high, 1);
}

}  // namespace
}  // namespace mrec::eval
