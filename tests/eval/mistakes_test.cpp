#include "mrec/eval/mistakes.h"

#include <gtest/gtest.h>

#include <vector>

namespace mrec::eval {
namespace {

void add(ConfusionMatrix& matrix, std::size_t truth, std::size_t verdict, int times) {
  for (int i = 0; i < times; ++i) matrix.add(truth, verdict);
}

TEST(Mistakes, AreThePairsConfusedMostOften) {
  ConfusionMatrix matrix(3);
  add(matrix, 0, 0, 7);
  add(matrix, 0, 1, 3);
  add(matrix, 1, 1, 3);
  add(matrix, 1, 0, 3);
  add(matrix, 2, 0, 1);
  add(matrix, 2, 1, 1);
  const std::vector<Confusion> all = {{.truth = 1, .verdict = 0, .count = 3, .share = 0.5},
                                      {.truth = 0, .verdict = 1, .count = 3, .share = 0.3},
                                      {.truth = 2, .verdict = 0, .count = 1, .share = 0.5},
                                      {.truth = 2, .verdict = 1, .count = 1, .share = 0.5}};
  EXPECT_EQ(most_confused(matrix, 10), all);
  EXPECT_EQ(most_confused(matrix, 1), std::vector<Confusion>(all.begin(), all.begin() + 1));
}

TEST(Mistakes, AreNoneWhereAllIsRight) {
  ConfusionMatrix matrix(2);
  EXPECT_TRUE(most_confused(matrix, 5).empty());
  add(matrix, 0, 0, 4);
  EXPECT_TRUE(most_confused(matrix, 5).empty());
  EXPECT_TRUE(most_confused(ConfusionMatrix(0), 5).empty());
}

TEST(Mistakes, OfTheSurestComeFirst) {
  const std::vector<Verdict> verdicts = {{.verdict = 0, .confidence = 0.6, .right = false},
                                         {.verdict = 1, .confidence = 0.9, .right = true},
                                         {.verdict = 1, .confidence = 0.8, .right = false},
                                         {.verdict = 2, .confidence = 0.4, .right = false},
                                         {.verdict = 0, .confidence = 0.8, .right = false}};
  EXPECT_EQ(most_surely_wrong(verdicts, 9), (std::vector<std::size_t>{2, 4, 0, 3}));
  EXPECT_EQ(most_surely_wrong(verdicts, 2), (std::vector<std::size_t>{2, 4}));
  EXPECT_TRUE(most_surely_wrong({}, 2).empty());
}

}  // namespace
}  // namespace mrec::eval
