#include "classic/svm_calibration.h"

#include <gtest/gtest.h>

#include <cmath>

#include "mrec/core/rng.h"

namespace mrec::classic {
namespace {

/// Decisions between -2 and 2 whose truths follow a sigmoid.
std::vector<HeldOutDecision> drawn(std::size_t pair, int count, double slope, double offset) {
  Rng rng(pair);
  std::vector<HeldOutDecision> result;
  for (int i = 0; i < count; ++i) {
    const double decision = 4 * static_cast<double>(rng.uniform()) - 2;
    const double probability = 1 / (1 + std::exp(-slope * decision - offset));
    result.push_back(
        {.pair = pair, .decision = decision, .is_first = static_cast<double>(rng.uniform()) < probability});
  }
  return result;
}

TEST(Calibrate, FindsTheSigmoidThatTheTruthsFollow) {
  const std::vector<PairSigmoid> sigmoids = calibrate(drawn(0, 20000, 1.5, -0.7), 1);
  ASSERT_EQ(sigmoids.size(), 1U);
  EXPECT_NEAR(sigmoids[0].slope, 1.5, 0.06);
  EXPECT_NEAR(sigmoids[0].offset, -0.7, 0.06);
}

TEST(Calibrate, APairWithoutDecisionsHasTheSlopeOfAllTogether) {
  const std::vector<PairSigmoid> sigmoids = calibrate(drawn(1, 20000, 1.5, 0), 3);
  for (const std::size_t empty : {0U, 2U}) {
    EXPECT_NEAR(sigmoids[empty].slope, 1.5, 0.06);
    EXPECT_EQ(sigmoids[empty].offset, 0);
  }
}

TEST(Calibrate, FewDecisionsMoveAPairLittle) {
  std::vector<HeldOutDecision> decisions = drawn(0, 5000, 2, 0);
  decisions.push_back({.pair = 1, .decision = -1, .is_first = true});
  const std::vector<PairSigmoid> sigmoids = calibrate(decisions, 2);
  EXPECT_GT(sigmoids[1].slope, 0.8);
  EXPECT_GT(sigmoids[1].offset, 0.1);
  EXPECT_LT(sigmoids[1].offset, 1);
}

TEST(Calibrate, NeverBelievesTheOppositeOfADecision) {
  EXPECT_EQ(calibrate(drawn(0, 1000, -3, 0), 1)[0].slope, 0);
}

TEST(Calibrate, WeightsCountLikeCopies) {
  std::vector<HeldOutDecision> weighted = drawn(0, 40, 1, 0);
  std::vector<HeldOutDecision> copied = weighted;
  for (std::size_t i = 0; i < 40; ++i) {
    if (!weighted[i].is_first) continue;
    weighted[i].weight = 3;
    copied.push_back(copied[i]);
    copied.push_back(copied[i]);
  }
  EXPECT_NEAR(calibrate(weighted, 1)[0].slope, calibrate(copied, 1)[0].slope, 1e-5);
  EXPECT_NEAR(calibrate(weighted, 1)[0].offset, calibrate(copied, 1)[0].offset, 1e-5);
}

}  // namespace
}  // namespace mrec::classic
