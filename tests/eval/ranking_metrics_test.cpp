#include "mrec/eval/ranking_metrics.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "mrec/core/rng.h"

namespace mrec::eval {
namespace {

Matrix column(const std::vector<float>& numbers) {
  return Eigen::Map<const Matrix>(numbers.data(), static_cast<Eigen::Index>(numbers.size()), 1);
}

/// Every pair of an item of the class and another compared.
double plain_area(const Matrix& scores, const Matrix& targets, Eigen::Index of) {
  double won = 0;
  double pairs = 0;
  for (Eigen::Index i = 0; i < scores.rows(); ++i) {
    for (Eigen::Index j = 0; j < scores.rows(); ++j) {
      if (targets(i, of) != 1 || targets(j, of) != 0) continue;
      ++pairs;
      if (scores(i, of) > scores(j, of)) won += 1;
      if (scores(i, of) == scores(j, of)) won += 0.5;
    }
  }
  return won / pairs;
}

TEST(RocAuc, IsTheShareOfPairsInOrder) {
  Rng rng(3);
  Matrix scores(101, 3);
  for (Eigen::Index i = 0; i < scores.size(); ++i) scores.data()[i] = static_cast<float>(rng.below(12));
  std::vector<int> truths;
  for (int i = 0; i < 101; ++i) truths.push_back(static_cast<int>(rng.below(3)));
  const Matrix targets = one_hot(truths, 3);
  const ClassFigures areas = roc_auc(scores, targets);
  ASSERT_EQ(areas.size(), 3U);
  for (std::size_t of = 0; of < 3; ++of) {
    ASSERT_TRUE(areas[of]);
    EXPECT_NEAR(*areas[of], plain_area(scores, targets, static_cast<Eigen::Index>(of)), 1e-12);
  }
}

TEST(RocAuc, OfPerfectReversedAndEqualScores) {
  const Matrix targets = column({0, 0, 1, 1});
  EXPECT_DOUBLE_EQ(*roc_auc(column({1, 2, 3, 4}), targets)[0], 1);
  EXPECT_DOUBLE_EQ(*roc_auc(column({4, 3, 2, 1}), targets)[0], 0);
  EXPECT_DOUBLE_EQ(*roc_auc(column({5, 5, 5, 5}), targets)[0], 0.5);
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_DOUBLE_EQ(*roc_auc(column({-infinity, -infinity, -infinity, 0}), targets)[0], 0.75);
}

TEST(RocAuc, IsNothingForAClassOfAllOrNone) {
  Matrix scores(3, 3);
  scores.setRandom();
  const ClassFigures areas = roc_auc(scores, one_hot(std::vector{0, 0, 0}, 3));
  EXPECT_FALSE(areas[0]);
  EXPECT_FALSE(areas[1]);
  EXPECT_FALSE(macro_mean(areas));
  EXPECT_FALSE(macro_mean(roc_auc(Matrix(0, 2), Matrix(0, 2))));
}

TEST(AveragePrecision, WeighsPrecisionByTheRecallItAdds) {
  // Ranks of the class: 1 and 3, so (1/1 + 2/3) / 2.
  EXPECT_DOUBLE_EQ(*average_precision(column({4, 3, 2, 1}), column({1, 0, 1, 0}))[0], (1 + 2.0 / 3) / 2);
  // All equal: one threshold, precision 1/2 at recall 1.
  EXPECT_DOUBLE_EQ(*average_precision(column({4, 4, 4, 4}), column({1, 0, 1, 0}))[0], 0.5);
  EXPECT_DOUBLE_EQ(*average_precision(column({4, 3}), column({1, 1}))[0], 1);
  EXPECT_FALSE(average_precision(column({4, 3}), column({0, 0}))[0]);
}

TEST(MacroMean, LeavesOutClassesWithoutAFigure) {
  EXPECT_DOUBLE_EQ(*macro_mean({0.5, std::nullopt, 1.0}), 0.75);
  EXPECT_FALSE(macro_mean({}));
  EXPECT_FALSE(macro_mean({std::nullopt}));
}

TEST(OneHot, HasASingleOneARow) {
  Matrix expected(2, 3);
  expected << 0, 0, 1,  //
      1, 0, 0;
  EXPECT_EQ(one_hot(std::vector{2, 0}, 3), expected);
}

#ifndef NDEBUG
TEST(RankingDeathTest, RefusesWhatHasNoOrder) {
  Matrix scores = column({1, std::numeric_limits<float>::quiet_NaN()});
  EXPECT_DEATH(roc_auc(scores, column({0, 1})), "hasNaN");
  EXPECT_DEATH(average_precision(scores, column({0, 1})), "hasNaN");
  EXPECT_DEATH(roc_auc(column({1, 2}), column({0, 0.5F})), "targets");
}
#endif

}  // namespace
}  // namespace mrec::eval
