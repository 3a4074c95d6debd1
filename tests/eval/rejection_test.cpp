#include "mrec/eval/rejection.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace mrec::eval {
namespace {

Verdict verdict(double confidence, bool right) {
  return {.verdict = 0, .confidence = confidence, .right = right};
}

/// Right 1 of 1, 2 of 3 (two are equally sure), 3 of 4, 3 of 5.
std::vector<Verdict> five() {
  return {verdict(0.5, true), verdict(0.7, false), verdict(0.9, true), verdict(0.7, true),
          verdict(0.3, false)};
}

TEST(Rejection, AcceptsEqualConfidencesTogether) {
  const std::vector<RejectionPoint> curve = rejection_curve(five());
  ASSERT_EQ(curve.size(), 4U);
  EXPECT_DOUBLE_EQ(curve[0].threshold, 0.8);
  EXPECT_EQ(curve[0].accepted, 1U);
  EXPECT_DOUBLE_EQ(curve[0].accuracy, 1);
  EXPECT_DOUBLE_EQ(curve[1].threshold, 0.6);
  EXPECT_EQ(curve[1].accepted, 3U);
  EXPECT_EQ(curve[1].right, 2U);
  EXPECT_DOUBLE_EQ(curve[1].coverage, 0.6);
  EXPECT_DOUBLE_EQ(curve[1].accuracy, 2.0 / 3);
  EXPECT_DOUBLE_EQ(curve[2].threshold, 0.4);
  EXPECT_DOUBLE_EQ(curve[2].accuracy, 0.75);
  EXPECT_EQ(curve[3].threshold, 0);
  EXPECT_DOUBLE_EQ(curve[3].coverage, 1);
  EXPECT_DOUBLE_EQ(curve[3].accuracy, 0.6);
}

TEST(Rejection, ThresholdsDoWhatTheirPointsSay) {
  std::vector<Verdict> verdicts = five();
  // Neighbours with no number between them.
  verdicts.push_back(verdict(std::nextafter(0.7, 1.0), true));
  verdicts.push_back(verdict(std::nextafter(0.7, 0.0), true));
  const std::vector<RejectionPoint> curve = rejection_curve(verdicts);
  ASSERT_EQ(curve.size(), 6U);
  for (const RejectionPoint& point : curve) {
    std::size_t accepted = 0;
    std::size_t right = 0;
    for (const Verdict& item : verdicts) {
      if (item.confidence < point.threshold) continue;
      ++accepted;
      right += item.right ? 1 : 0;
    }
    EXPECT_EQ(accepted, point.accepted);
    EXPECT_EQ(right, point.right);
  }
}

TEST(Rejection, MeetsAnAccuracyWithTheMostCoverage) {
  const std::vector<RejectionPoint> curve = rejection_curve(five());
  const ThresholdChoice choice = threshold_for_accuracy(curve, 0.7);
  EXPECT_TRUE(choice.met);
  // 2 of 3 at the stricter threshold is too few, 3 of 4 is enough.
  EXPECT_EQ(choice.point.accepted, 4U);
  EXPECT_EQ(threshold_for_accuracy(curve, 0.6).point.threshold, 0);
  EXPECT_EQ(threshold_for_accuracy(curve, 1).point.accepted, 1U);
}

TEST(Rejection, ComesAsNearToAnAccuracyAsItCan) {
  const std::vector<Verdict> verdicts = {verdict(0.9, false), verdict(0.8, true), verdict(0.7, false),
                                         verdict(0.6, true), verdict(0.5, false)};
  const ThresholdChoice choice = threshold_for_accuracy(rejection_curve(verdicts), 0.8);
  EXPECT_FALSE(choice.met);
  EXPECT_EQ(choice.point.accepted, 4U);  // half right, as with two
  const std::vector<Verdict> wrong(3, verdict(0.9, false));
  const ThresholdChoice hopeless = threshold_for_accuracy(rejection_curve(wrong), 0.5);
  EXPECT_FALSE(hopeless.met);
  EXPECT_EQ(hopeless.point.accepted, 3U);
}

TEST(Rejection, MeetsACoverageWithTheStrictestThreshold) {
  const std::vector<RejectionPoint> curve = rejection_curve(five());
  EXPECT_EQ(threshold_for_coverage(curve, 0).point.accepted, 1U);
  EXPECT_EQ(threshold_for_coverage(curve, 0.3).point.accepted, 3U);
  EXPECT_EQ(threshold_for_coverage(curve, 0.6).point.accepted, 3U);
  EXPECT_EQ(threshold_for_coverage(curve, 1).point.accepted, 5U);
  EXPECT_TRUE(threshold_for_coverage(curve, 1).met);
}

TEST(Rejection, AcceptsAllWhereThereIsNothingToLearnFrom) {
  EXPECT_TRUE(rejection_curve({}).empty());
  EXPECT_FALSE(threshold_for_accuracy({}, 0).met);
  EXPECT_EQ(threshold_for_accuracy({}, 0.9).point.threshold, 0);
  EXPECT_FALSE(threshold_for_coverage({}, 0.5).met);
}

#ifndef NDEBUG
TEST(RejectionDeathTest, RefusesWhatIsNoConfidence) {
  const std::vector<Verdict> verdicts = {verdict(std::numeric_limits<double>::quiet_NaN(), true)};
  EXPECT_DEATH(rejection_curve(verdicts), "confidence");
}
#endif

}  // namespace
}  // namespace mrec::eval
