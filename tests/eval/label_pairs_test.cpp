#include "mrec/eval/label_pairs.h"

#include <gtest/gtest.h>

#include <cmath>

#include "mrec/eval/calibration.h"

namespace mrec::eval {
namespace {

Matrix two_items() {
  Matrix probabilities(2, 3);
  probabilities << 0.9F, 0.2F, 0.5F, 0.1F, 0.6F, 0.3F;
  return probabilities;
}

Matrix their_targets() {
  Matrix targets(2, 3);
  targets << 1, 0, 1, 0, 0, 1;
  return targets;
}

TEST(LabelPairs, AreItemsOfTwoClasses) {
  const LabelPairs pairs = label_pairs(two_items(), their_targets());
  EXPECT_EQ(pairs.truths, (std::vector<int>{1, 0, 1, 0, 0, 1}));
  ASSERT_EQ(pairs.log_probabilities.rows(), 6);
  for (Eigen::Index i = 0; i < 6; ++i) {
    const float p = two_items()(i / 3, i % 3);
    EXPECT_NEAR(pairs.log_probabilities(i, 1), std::log(p), 1e-6);
    EXPECT_NEAR(pairs.log_probabilities(i, 0), std::log(1 - p), 1e-6);
  }
}

TEST(LabelPairs, LogLossIsThatOfEveryPair) {
  const LabelPairs pairs = label_pairs(two_items(), their_targets());
  const double sum =
      std::log(0.9) + std::log(0.8) + std::log(0.5) + std::log(0.9) + std::log(0.4) + std::log(0.3);
  EXPECT_NEAR(negative_log_likelihood(pairs.log_probabilities, pairs.truths), -sum / 6, 1e-6);
}

TEST(LabelPairs, WhatIsRoundedToOneIsNotCertain) {
  const LabelPairs pairs = label_pairs(Matrix::Ones(1, 1), Matrix::Zero(1, 1));
  EXPECT_NEAR(pairs.log_probabilities(0, 0), -25 * std::log(2), 1e-4);
  const LabelPairs none = label_pairs(Matrix::Zero(1, 1), Matrix::Zero(1, 1));
  EXPECT_EQ(negative_log_likelihood(none.log_probabilities, none.truths), 0);
}

TEST(LabelPairs, CalibrationIsOfTheProbabilityOfAClass) {
  // Ten pairs of probability 0.3, three of which are true, and ten of 0.9 of which six are.
  Matrix probabilities(20, 1);
  Matrix targets(20, 1);
  for (Eigen::Index i = 0; i < 20; ++i) {
    probabilities(i, 0) = i < 10 ? 0.3F : 0.9F;
    targets(i, 0) = (i < 10 ? i < 3 : i < 16) ? 1 : 0;
  }
  const LabelPairs pairs = label_pairs(probabilities, targets);
  const auto verdicts = pair_verdicts(pairs.log_probabilities, pairs.truths);
  EXPECT_NEAR(verdicts.front().confidence, 0.3, 1e-6);
  EXPECT_NEAR(expected_calibration_error(reliability_curve(verdicts)), 0.15, 1e-6);
}

}  // namespace
}  // namespace mrec::eval
