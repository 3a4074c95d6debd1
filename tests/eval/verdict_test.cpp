#include "mrec/eval/verdict.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace mrec::eval {
namespace {

TEST(Verdict, IsTheMostProbableClassWithItsProbability) {
  Matrix logs(3, 3);
  logs << std::log(0.2F), std::log(0.5F), std::log(0.3F),  //
      std::log(0.6F), std::log(0.1F), std::log(0.3F),      //
      std::log(0.3F), std::log(0.3F), std::log(0.4F);
  const std::vector<Verdict> verdicts = verdicts_of(logs, std::vector{1, 2, 2});
  ASSERT_EQ(verdicts.size(), 3U);
  EXPECT_EQ(verdicts[0].verdict, 1);
  EXPECT_NEAR(verdicts[0].confidence, 0.5, 1e-6);
  EXPECT_TRUE(verdicts[0].right);
  EXPECT_EQ(verdicts[1].verdict, 0);
  EXPECT_NEAR(verdicts[1].confidence, 0.6, 1e-6);
  EXPECT_FALSE(verdicts[1].right);
  EXPECT_EQ(verdicts[2].verdict, 2);
}

TEST(Verdict, DoesNotNeedNormalisedRows) {
  Matrix logs(2, 2);
  logs << 1000 + std::log(3.0F), 1000,  //
      -5000, -5000 + std::log(4.0F);
  const std::vector<Verdict> verdicts = verdicts_of(logs, std::vector{0, 0});
  EXPECT_NEAR(verdicts[0].confidence, 0.75, 1e-4);
  EXPECT_NEAR(verdicts[1].confidence, 0.8, 1e-3);
}

TEST(Verdict, OfEqualProbabilitiesIsTheFirst) {
  const Matrix logs = Matrix::Constant(1, 4, -1);
  const Verdict verdict = verdicts_of(logs, std::vector{0}).front();
  EXPECT_EQ(verdict.verdict, 0);
  EXPECT_DOUBLE_EQ(verdict.confidence, 0.25);
}

TEST(Verdict, KnowsProbabilitiesOfZeroAndOne) {
  Matrix logs(1, 3);
  logs << -std::numeric_limits<float>::infinity(), 0, -std::numeric_limits<float>::infinity();
  const Verdict verdict = verdicts_of(logs, std::vector{1}).front();
  EXPECT_EQ(verdict.verdict, 1);
  EXPECT_DOUBLE_EQ(verdict.confidence, 1);
  EXPECT_TRUE(verdict.right);
}

TEST(Verdict, OfASingleClassIsSure) {
  EXPECT_DOUBLE_EQ(verdicts_of(Matrix::Constant(1, 1, -7), std::vector{0}).front().confidence, 1);
}

TEST(Verdict, IsNoneForNoItems) {
  EXPECT_TRUE(verdicts_of(Matrix(0, 4), {}).empty());
}

#ifndef NDEBUG
TEST(VerdictDeathTest, RefusesWhatIsNoProbability) {
  Matrix logs = Matrix::Zero(1, 2);
  logs(0, 1) = std::numeric_limits<float>::quiet_NaN();
  EXPECT_DEATH(verdicts_of(logs, std::vector{0}), "hasNaN");
  logs.setConstant(-std::numeric_limits<float>::infinity());
  EXPECT_DEATH(verdicts_of(logs, std::vector{0}), "allFinite");
}
#endif

}  // namespace
}  // namespace mrec::eval
