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
}

}  // namespace
}  // namespace mrec::eval
