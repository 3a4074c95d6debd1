#include "mrec/eval/bootstrap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "mrec/eval/ranking_metrics.h"

namespace mrec::eval {
namespace {

using Items = std::span<const std::size_t>;

std::optional<double> mean_number(Items items) {
  double sum = 0;
  for (const std::size_t item : items) sum += static_cast<double>(item);
  return sum / static_cast<double>(items.size());
}

TEST(Clusters, AreTheItemsOfOneNumber) {
  const std::vector<std::size_t> artists = {7, 3, 7, 7, 0, 3};
  EXPECT_EQ(clusters_by(artists), (ItemClusters{{0, 2, 3}, {1, 5}, {4}}));
  EXPECT_EQ(clusters_of_one(3), (ItemClusters{{0}, {1}, {2}}));
  EXPECT_TRUE(clusters_by({}).empty());
}

TEST(BootstrapOfItems, HasTheWidthOfTheStandardError) {
  // The mean of 0 ... 399 has the standard error sqrt(400^2 / 12 / 400) = 5.77.
  const auto interval = bootstrap_interval(clusters_of_one(400), mean_number, 1, Workers(1));
  ASSERT_TRUE(interval);
  EXPECT_NEAR(interval->low, 199.5 - 1.96 * 5.77, 1.2);
  EXPECT_NEAR(interval->high, 199.5 + 1.96 * 5.77, 1.2);
}

TEST(BootstrapOfItems, DrawsWholeClusters) {
  // 20 clusters of 20 neighbours are worth 20 items: sqrt(20) times as wide.
  std::vector<std::size_t> numbers(400);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = i / 20;
  const auto interval = bootstrap_interval(clusters_by(numbers), mean_number, 1, Workers(1));
  ASSERT_TRUE(interval);
  EXPECT_NEAR(interval->high - interval->low, 2 * 1.96 * 5.77 * std::sqrt(20.0), 8);
}

TEST(BootstrapOfItems, IsTheSameAtAnyNumberOfThreads) {
  const ItemClusters clusters = clusters_of_one(50);
  const auto alone = bootstrap_interval(clusters, mean_number, 5, Workers(1));
  const auto together = bootstrap_interval(clusters, mean_number, 5, Workers(3));
  const auto other = bootstrap_interval(clusters, mean_number, 6, Workers(1));
  ASSERT_TRUE(alone && together && other);
  EXPECT_EQ(alone->low, together->low);
  EXPECT_EQ(alone->high, together->high);
  EXPECT_NE(alone->low, other->low);
}

TEST(BootstrapOfItems, LeavesOutDrawsThatDefineNoFigure) {
  Matrix scores(6, 1);
  scores << 0.1F, 0.4F, 0.3F, 0.8F, 0.6F, 0.35F;
  Matrix targets(6, 1);
  targets << 0, 0, 1, 1, 1, 0;
  const auto area = [&](Items items) -> std::optional<double> {
    Matrix drawn_scores(static_cast<Eigen::Index>(items.size()), 1);
    Matrix drawn_targets = drawn_scores;
    for (std::size_t i = 0; i < items.size(); ++i) {
      drawn_scores(static_cast<Eigen::Index>(i), 0) = scores(static_cast<Eigen::Index>(items[i]), 0);
      drawn_targets(static_cast<Eigen::Index>(i), 0) = targets(static_cast<Eigen::Index>(items[i]), 0);
    }
    return roc_auc(drawn_scores, drawn_targets)[0];
  };
  const auto interval = bootstrap_interval(clusters_of_one(6), area, 1, Workers(1));
  ASSERT_TRUE(interval);
  EXPECT_LT(interval->low, *area(std::vector<std::size_t>{0, 1, 2, 3, 4, 5}));
  EXPECT_LE(interval->high, 1);
  // Draws that hold item 0 five times of six are rare.
  const auto rarely = [&](Items items) -> std::optional<double> {
    if (std::ranges::count(items, std::size_t{0}) < 5) return std::nullopt;
    return 1;
  };
  EXPECT_FALSE(bootstrap_interval(clusters_of_one(6), rarely, 1, Workers(1)));
}

TEST(BootstrapOfItems, IsNothingForNoClusters) {
  EXPECT_FALSE(bootstrap_interval({}, mean_number, 1, Workers(1)));
}

#ifndef NDEBUG
TEST(BootstrapDeathTest, RefusesAStatisticThatIsNoNumber) {
  const auto unknown = [](Items) -> std::optional<double> {
    return std::numeric_limits<double>::quiet_NaN();
  };
  EXPECT_DEATH(bootstrap_interval(clusters_of_one(2), unknown, 1, Workers(1)), "isnan");
}
#endif

}  // namespace
}  // namespace mrec::eval
