#include "mrec/eval/calibration.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "mrec/core/rng.h"
#include "support/expect_close.h"

namespace mrec::eval {
namespace {

using testing::expect_close;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

struct Sample {
  Matrix logs;
  std::vector<int> truths;
};

/// Items whose truth is drawn by the probabilities, which are then told as if the temperature were 1 /
/// `sharpness`.
Sample drawn_sample(std::size_t items, float sharpness) {
  constexpr Eigen::Index kClasses = 4;
  Rng rng(7);
  Sample sample{.logs = Matrix(static_cast<Eigen::Index>(items), kClasses), .truths = {}};
  for (Eigen::Index i = 0; i < sample.logs.rows(); ++i) {
    for (Eigen::Index of = 0; of < kClasses; ++of) sample.logs(i, of) = 3 * rng.uniform();
    const Eigen::ArrayXf weights = sample.logs.row(i).array().exp();
    float place = rng.uniform() * weights.sum();
    int truth = 0;
    while (truth + 1 < kClasses && place >= weights[truth]) place -= weights[truth++];
    sample.truths.push_back(truth);
  }
  sample.logs *= sharpness;
  return sample;
}

/// The same loss as plain double loops.
double plain_loss(const Sample& sample, double temperature) {
  double sum = 0;
  for (std::size_t i = 0; i < sample.truths.size(); ++i) {
    double whole = 0;
    for (Eigen::Index of = 0; of < sample.logs.cols(); ++of) {
      whole += std::exp(static_cast<double>(sample.logs(static_cast<Eigen::Index>(i), of)) / temperature);
    }
    const double truth = sample.logs(static_cast<Eigen::Index>(i), sample.truths[i]);
    sum += std::log(whole) - truth / temperature;
  }
  return sum / static_cast<double>(sample.truths.size());
}

TEST(Temperature, UndoesOverconfidence) {
  EXPECT_NEAR(best_temperature(drawn_sample(20000, 1).logs, drawn_sample(20000, 1).truths), 1, 0.03);
  const Sample sure = drawn_sample(20000, 4);
  EXPECT_NEAR(best_temperature(sure.logs, sure.truths), 4, 0.12);
  const Sample timid = drawn_sample(20000, 0.25F);
  EXPECT_NEAR(best_temperature(timid.logs, timid.truths), 0.25, 0.01);
}

TEST(Temperature, IsWhereTheLossIsLeast) {
  for (const std::size_t items : {std::size_t{5}, std::size_t{17}, std::size_t{301}}) {
    const Sample sample = drawn_sample(items, 2.5F);
    const double best = best_temperature(sample.logs, sample.truths);
    ASSERT_GT(best, 0.06);
    ASSERT_LT(best, 19);
    const double least = plain_loss(sample, best);
    EXPECT_GT(plain_loss(sample, best * 1.001), least);
    EXPECT_GT(plain_loss(sample, best / 1.001), least);
  }
}

TEST(Temperature, StaysWithinItsBounds) {
  Matrix logs(2, 2);
  logs << -0.1F, -2.4F,  //
      -2.4F, -0.1F;
  EXPECT_DOUBLE_EQ(best_temperature(logs, std::vector{0, 1}), 0.05);
  EXPECT_DOUBLE_EQ(best_temperature(logs, std::vector{1, 0}), 20);
  logs << 0, -kInfinity,  //
      -kInfinity, 0;
  EXPECT_DOUBLE_EQ(best_temperature(logs, std::vector{0, 1}), 0.05);
  EXPECT_DOUBLE_EQ(best_temperature(logs, std::vector{1, 0}), 20);
}

TEST(Temperature, IsOneWhereNothingTellsTemperaturesApart) {
  EXPECT_DOUBLE_EQ(best_temperature(Matrix(0, 3), {}), 1);
  EXPECT_DOUBLE_EQ(best_temperature(Matrix::Constant(2, 3, -1.0986F), std::vector{0, 2}), 1);
  EXPECT_DOUBLE_EQ(best_temperature(Matrix::Constant(3, 1, 0), std::vector{0, 0, 0}), 1);
}

TEST(Temperature, IsFoundThoughOneSureVerdictIsWrong) {
  // The share of right verdicts is 99 %; two classes reach it at the temperature 50 / log(99).
  Matrix logs(100, 2);
  logs.col(0).setZero();
  logs.col(1).setConstant(-50);
  std::vector<int> truths(100, 0);
  truths[40] = 1;
  EXPECT_NEAR(best_temperature(logs, truths), 50 / std::log(99.0), 1e-6);
}

TEST(Temperature, IsAppliedToLogarithms) {
  Matrix logs(1, 2);
  logs << std::log(0.9F), std::log(0.1F);
  const Matrix softened = at_temperature(logs, 2);
  // sqrt(.9) : sqrt(.1) = 3 : 1
  EXPECT_TRUE(expect_close(std::vector{std::exp(softened(0, 0)), std::exp(softened(0, 1))},
                           std::vector{0.75F, 0.25F}, {.absolute = 1e-6}));
  EXPECT_EQ(at_temperature(Matrix(0, 3), 2).rows(), 0);
}

TEST(Likelihood, AgreesWithPlainLoops) {
  const Sample sample = drawn_sample(37, 1.5F);
  EXPECT_NEAR(negative_log_likelihood(sample.logs, sample.truths), plain_loss(sample, 1), 1e-6);
}

TEST(Likelihood, OfImpossibleTruthsIsFinite) {
  Matrix logs(1, 2);
  logs << 0, -kInfinity;
  EXPECT_DOUBLE_EQ(negative_log_likelihood(logs, std::vector{0}), 0);
  EXPECT_NEAR(negative_log_likelihood(logs, std::vector{1}), 103.28, 0.01);
  EXPECT_EQ(negative_log_likelihood(Matrix(0, 2), {}), 0);
}

TEST(Brier, RunsFromZeroToTwo) {
  Matrix logs(1, 3);
  logs << 0, -kInfinity, -kInfinity;
  EXPECT_NEAR(brier_score(logs, std::vector{0}), 0, 1e-12);
  EXPECT_NEAR(brier_score(logs, std::vector{2}), 2, 1e-12);
  // (1/3)^2 + (1/3)^2 + (2/3)^2
  EXPECT_NEAR(brier_score(Matrix::Zero(1, 3), std::vector{1}), 2.0 / 3, 1e-12);
  EXPECT_EQ(brier_score(Matrix(0, 3), {}), 0);
}

TEST(Reliability, PutsAnEdgeIntoTheLowerBin) {
  const std::vector<Verdict> verdicts = {
      {.verdict = 0, .confidence = 0, .right = false},   {.verdict = 0, .confidence = 0.25, .right = true},
      {.verdict = 0, .confidence = 0.26, .right = true}, {.verdict = 0, .confidence = 0.5, .right = false},
      {.verdict = 0, .confidence = 1, .right = true},
  };
  const std::vector<ReliabilityBin> curve = reliability_curve(verdicts, 4);
  ASSERT_EQ(curve.size(), 4U);
  EXPECT_EQ(curve[0].count, 2U);
  EXPECT_DOUBLE_EQ(curve[0].mean_confidence, 0.125);
  EXPECT_DOUBLE_EQ(curve[0].accuracy, 0.5);
  EXPECT_EQ(curve[1].count, 2U);
  EXPECT_DOUBLE_EQ(curve[1].mean_confidence, 0.38);
  EXPECT_EQ(curve[2].count, 0U);
  EXPECT_EQ(curve[2].accuracy, 0);
  EXPECT_EQ(curve[3].count, 1U);
  // (2 * |.5 - .125| + 2 * |.5 - .38| + 0) / 5
  EXPECT_NEAR(expected_calibration_error(curve), (2 * 0.375 + 2 * 0.12) / 5, 1e-12);
}

TEST(Reliability, IsPerfectForSureAndRightVerdicts) {
  const std::vector<Verdict> verdicts(8, {.verdict = 1, .confidence = 1, .right = true});
  EXPECT_EQ(expected_calibration_error(reliability_curve(verdicts)), 0);
  const std::vector<Verdict> wrong(8, {.verdict = 1, .confidence = 1, .right = false});
  EXPECT_EQ(expected_calibration_error(reliability_curve(wrong)), 1);
}

TEST(Reliability, OfNoItemsIsEmptyBins) {
  const std::vector<ReliabilityBin> curve = reliability_curve({});
  EXPECT_EQ(curve.size(), 15U);
  EXPECT_EQ(expected_calibration_error(curve), 0);
}

#ifndef NDEBUG
TEST(CalibrationDeathTest, RefusesWhatCannotBe) {
  Matrix logs = Matrix::Zero(1, 2);
  EXPECT_DEATH(best_temperature(logs, std::vector{2}), "truth");
  logs(0, 0) = std::numeric_limits<float>::quiet_NaN();
  EXPECT_DEATH(best_temperature(logs, std::vector{0}), "hasNaN");
  EXPECT_DEATH(negative_log_likelihood(logs, std::vector{0}), "hasNaN");
  EXPECT_DEATH(brier_score(logs, std::vector{0}), "hasNaN");
  const std::vector<Verdict> verdicts = {
      {.verdict = 0, .confidence = std::numeric_limits<double>::quiet_NaN(), .right = false}};
  EXPECT_DEATH(reliability_curve(verdicts), "confidence");
}
#endif

}  // namespace
}  // namespace mrec::eval
