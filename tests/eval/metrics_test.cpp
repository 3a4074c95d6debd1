#include "mrec/eval/metrics.h"

#include <gtest/gtest.h>

#include <vector>

namespace mrec::eval {
namespace {

TEST(Metrics, CountsTruthInRowsAndVerdictInColumns) {
  const std::vector<int> truth = {0, 0, 0, 1, 1, 2};
  const std::vector<int> verdict = {0, 0, 1, 1, 0, 1};
  const ConfusionMatrix matrix = confusion(truth, verdict, 3);
  EXPECT_EQ(matrix.count(0, 1), 1U);
  EXPECT_EQ(matrix.count(1, 0), 1U);
  EXPECT_EQ(matrix.count(2, 1), 1U);
  EXPECT_EQ(matrix.truths(0), 3U);
  EXPECT_EQ(matrix.verdicts(1), 3U);
  EXPECT_EQ(matrix.hits(), 3U);
  EXPECT_EQ(matrix.total(), 6U);
  EXPECT_DOUBLE_EQ(matrix.accuracy(), 0.5);
  EXPECT_DOUBLE_EQ(matrix.precision(1), 1.0 / 3);
  EXPECT_DOUBLE_EQ(matrix.recall(0), 2.0 / 3);
}

TEST(Metrics, GivesZeroWhereThereIsNothingToDivideBy) {
  const ConfusionMatrix matrix(2);
  EXPECT_EQ(matrix.accuracy(), 0);
  EXPECT_EQ(matrix.precision(0), 0);
  EXPECT_EQ(matrix.recall(1), 0);
  EXPECT_EQ(matrix.f1(1), 0);
  EXPECT_EQ(matrix.macro_recall(), 0);
  EXPECT_EQ(matrix.macro_f1(), 0);
}

TEST(Metrics, MacroFiguresGiveEveryClassOneVoice) {
  // 9 of 10, 1 of 2, no item of the third class but one verdict, nothing at all of the fourth.
  ConfusionMatrix matrix(4);
  for (int i = 0; i < 9; ++i) matrix.add(0, 0);
  matrix.add(0, 2);
  matrix.add(1, 1);
  matrix.add(1, 0);
  EXPECT_DOUBLE_EQ(matrix.macro_recall(), (0.9 + 0.5) / 2);
  EXPECT_DOUBLE_EQ(matrix.f1(0), 0.9);
  EXPECT_DOUBLE_EQ(matrix.f1(1), 2.0 / 3);
  EXPECT_EQ(matrix.f1(2), 0);
  EXPECT_DOUBLE_EQ(matrix.macro_f1(), (0.9 + 2.0 / 3 + 0) / 3);
}

}  // namespace
}  // namespace mrec::eval
