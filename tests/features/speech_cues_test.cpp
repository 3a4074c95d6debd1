#include "features/speech_cues.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/test_signals.h"

namespace mrec::features {
namespace {

constexpr double kStep_s = 0.025;
constexpr Eigen::Index kFrames = 120;  // 3 s
/// The first is below speech; two are low, one between, one high, and one is above all.
const std::vector<double> kCentres_hz = {100, 300, 600, 1000, 3000, 9000};

Matrix steady() {
  return Matrix::Constant(kFrames, 6, -20);
}

SpeechCues cues_of(const Matrix& window) {
  const std::vector<Matrix> windows = {window};
  return speech_cues(windows, kCentres_hz, kStep_s).value();
}

TEST(SpeechCues, OfASteadySoundAreNothing) {
  const SpeechCues cues = cues_of(steady());
  EXPECT_EQ(cues.beat, 0);
  EXPECT_EQ(cues.turns_db, 0);
  EXPECT_EQ(cues.middle, 0);
  EXPECT_EQ(cues.change_db, 0);
}

TEST(SpeechCues, BeatsComeBack) {
  Matrix regular = steady();
  Matrix irregular = steady();
  for (Eigen::Index t = 0; t < kFrames; t += 20) regular.row(t).array() += 10;
  for (const Eigen::Index t : {3, 14, 45, 51, 80, 113}) irregular.row(t).array() += 10;
  // Six rises in 119 steps; five of the pairs of neighbours are 20 steps apart.
  EXPECT_GT(cues_of(regular).beat, 0.7);
  EXPECT_LT(cues_of(irregular).beat, 0.3);
}

TEST(SpeechCues, BeatsOfAllWindowsAreOfOnePace) {
  Matrix slow = steady();
  Matrix fast = steady();
  for (Eigen::Index t = 0; t < kFrames; t += 20) slow.row(t).array() += 10;
  for (Eigen::Index t = 0; t < kFrames; t += 13) fast.row(t).array() += 10;
  const std::vector<Matrix> windows = {slow, fast};
  EXPECT_LT(speech_cues(windows, kCentres_hz, kStep_s)->beat, 0.6);
  EXPECT_GT(cues_of(fast).beat, 0.7);
}

TEST(SpeechCues, VowelsAndHissesTakeTurns) {
  Matrix levels = steady();
  for (Eigen::Index t = 0; t < kFrames; ++t) levels(t, 4) += t % 2 == 0 ? 3.0F : -3.0F;
  EXPECT_NEAR(cues_of(levels).turns_db, 3, 1e-5);
  levels.col(0).setRandom();
  levels.col(5).setRandom();
  EXPECT_NEAR(cues_of(levels).turns_db, 3, 1e-5);
}

TEST(SpeechCues, WhatIsFarBelowTheLoudIsNotHeard) {
  Matrix levels = steady();
  for (Eigen::Index t = 40; t < 80; ++t) {
    levels.row(t).array() -= 50;
    levels(t, 4) += t % 2 == 0 ? 12.0F : -12.0F;
  }
  EXPECT_EQ(cues_of(levels).turns_db, 0);
  EXPECT_EQ(cues_of(levels).change_db, 0);
}

TEST(SpeechCues, MiddleBetweenQuietAndLoud) {
  Matrix levels = steady();  // of the frames a fifth at 0 dB, two fifths at -5, two at -20
  levels.topRows(24).setZero();
  levels.middleRows(24, 48).setConstant(-5);
  EXPECT_NEAR(cues_of(levels).middle, 15.0 / 21, 1e-6);
  levels.bottomRows(48).setConstant(-500);  // counts as -40
  EXPECT_NEAR(cues_of(levels).middle, 35.0 / 41, 1e-6);
}

TEST(SpeechCues, ChangeOfShapeAlone) {
  Matrix levels = steady();
  for (Eigen::Index t = 0; t < kFrames; ++t) levels.row(t).array() += static_cast<float>(t % 10);
  EXPECT_NEAR(cues_of(levels).change_db, 0, 1e-5);
  // 0.14 s are 6 frames. Four bands are looked at: one that moves by 8 dB moves the mean by 2.
  levels = steady();
  for (Eigen::Index t = 0; t < kFrames; ++t) levels(t, 2) += t / 6 % 2 == 0 ? 4.0F : -4.0F;
  EXPECT_NEAR(cues_of(levels).change_db, (6 + 3 * 2) / 4.0, 1e-5);
  for (Eigen::Index t = 0; t < kFrames; ++t) levels(t, 2) = t / 3 % 2 == 0 ? -16.0F : -24.0F;
  EXPECT_NEAR(cues_of(levels).change_db, 0, 1e-5);
}

TEST(SpeechCues, AreNotTakenWhereTheyDoNotTell) {
  const std::vector<Matrix> windows = {steady()};
  EXPECT_TRUE(speech_cues(windows, kCentres_hz, kStep_s));
  EXPECT_FALSE(speech_cues(windows, kCentres_hz, 0.101));
  EXPECT_FALSE(speech_cues(windows, kCentres_hz, 0.016));  // 1.9 s
  EXPECT_FALSE(speech_cues({}, kCentres_hz, kStep_s));
  const std::vector<double> no_high = {100, 300, 600, 1000, 1500, 9000};
  EXPECT_FALSE(speech_cues(windows, no_high, kStep_s));
}

}  // namespace
}  // namespace mrec::features
