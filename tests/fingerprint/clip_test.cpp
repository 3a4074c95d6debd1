#include "mrec/fingerprint/clip.h"

#include <gtest/gtest.h>

#include <cmath>

#include "fingerprint/melody.h"
#include "support/audio_fixture.h"
#include "support/temp_folder.h"

namespace mrec::fingerprint {
namespace {

/// Peaks far apart, one every `step` frames, at frequencies that the seed draws.
std::vector<Peak> scattered(std::uint64_t seed, int count, float step) {
  Rng rng(seed);
  std::vector<Peak> peaks;
  for (int i = 0; i < count; ++i) {
    peaks.push_back({.frame = step * static_cast<float>(i), .bin = 30 + 400 * rng.uniform(), .level_db = 10});
  }
  return peaks;
}

TEST(Clip, ThePlaceItComesFromSpeaksForItselfAndOthersAgainst) {
  const std::vector<Peak> track = scattered(1, 400, 4);
  std::vector<Peak> heard;
  for (Peak peak : track) {
    if (peak.frame < 800 || peak.frame > 1000) continue;
    peak.frame = static_cast<float>((peak.frame - 800) / 1.02);
    peak.bin *= 1.02F;
    heard.push_back(peak);
  }
  const Clip clip(heard, 200);
  const Evidence right = clip.evidence(track, {.start = 800, .speed = 1.02});
  EXPECT_EQ(right.heard, right.expected);
  EXPECT_GT(right.expected, 45);
  EXPECT_GT(right.nats, 100);
  EXPECT_LT(clip.evidence(track, {.start = 400, .speed = 1.02}).nats, 0);
  EXPECT_LT(clip.evidence(track, {.start = 800, .speed = 0.98}).nats, right.nats / 2);
  EXPECT_EQ(clip.evidence(track, {.start = 1e6, .speed = 1}).expected, 0);
}

TEST(Clip, FitsPlaceAndSpeedToThePeaksInCommon) {
  const std::vector<Peak> track = scattered(1, 400, 4);
  std::vector<Peak> heard;
  for (Peak peak : track) {
    if (peak.frame < 801.5F || peak.frame > 1000) continue;
    peak.frame = static_cast<float>((peak.frame - 801.5) / 1.013);
    peak.bin *= 1.013F;
    heard.push_back(peak);
  }
  const Alignment fitted = Clip(heard, 200).fitted(track, {.start = 802, .speed = 1.0125});
  EXPECT_NEAR(fitted.start, 801.5, 1e-2);
  EXPECT_NEAR(fitted.speed, 1.013, 1e-4);
  const Alignment nowhere = {.start = 400, .speed = 1.0125};
  EXPECT_EQ(Clip({}, 200).fitted(track, nowhere).start, 400);
  EXPECT_EQ(Clip({}, 200).fitted(track, nowhere).speed, 1.0125);
}

/// By the definition: log(0.4 / chance) for a peak that is heard, log(0.6 / (1 - chance)) for one that is
/// not.
TEST(Clip, EvidenceIsTheLogarithmOfTheLikelihoods) {
  const std::vector<Peak> heard = {{.frame = 50, .bin = 100, .level_db = 5},
                                   {.frame = 60, .bin = 300, .level_db = 5}};
  const Clip clip(heard, 100);
  const double chance = 2 * 1.2 / 100;  // one peak of this frequency in a hundred frames
  const double nothing_near = 0.005;
  const std::vector<Peak> same = {{.frame = 150, .bin = 100.5, .level_db = 0}};
  EXPECT_NEAR(clip.evidence(same, {.start = 100, .speed = 1}).nats, std::log(0.4 / chance), 1e-6);
  const std::vector<Peak> elsewhere = {{.frame = 120, .bin = 100, .level_db = 0},
                                       {.frame = 121, .bin = 200, .level_db = 0}};
  EXPECT_NEAR(clip.evidence(elsewhere, {.start = 100, .speed = 1}).nats,
              std::log(0.6 / (1 - chance)) + std::log(0.6 / (1 - nothing_near)), 1e-6);
}

TEST(Clip, AHeldNoteSaysLittle) {
  std::vector<Peak> drone;
  for (int i = 0; i < 60; ++i)
    drone.push_back({.frame = 6.0F * static_cast<float>(i), .bin = 100, .level_db = 10});
  const Clip clip(drone, 360);
  const Evidence evidence = clip.evidence(drone, {.start = 0, .speed = 1});
  EXPECT_EQ(evidence.heard, 60);
  EXPECT_LT(evidence.nats, 15);
}

TEST(Clip, WithoutPeaksOrFramesFindsNothing) {
  const std::vector<Peak> track = scattered(2, 50, 4);
  EXPECT_EQ(Clip({}, 0).evidence(track, {}).heard, 0);
  EXPECT_EQ(Clip({}, 100).evidence(track, {}).heard, 0);
  EXPECT_GT(Clip({}, 100).evidence(track, {}).expected, 0);
}

TEST(LoadClip, OfALongFileTheMiddleTwentySecondsAreHeard) {
  const testing::TempFolder folder;
  testing::write_sound(folder / "short.wav", {.samples = testing::melody(1, 8, 1, 16000), .rate_hz = 16000});
  testing::write_sound(folder / "long.wav", {.samples = testing::melody(1, 26, 1, 16000), .rate_hz = 16000});
  const HeardPart brief = load_clip(folder / "short.wav");
  EXPECT_EQ(brief.start_s, 0);
  EXPECT_NEAR(static_cast<double>(brief.clip.frames()), 8 * kFramesPerSecond, 5);
  const HeardPart middle = load_clip(folder / "long.wav");
  EXPECT_NEAR(middle.start_s, 3, 1e-3);
  EXPECT_NEAR(static_cast<double>(middle.clip.frames()), 20 * kFramesPerSecond, 5);
}

}  // namespace
}  // namespace mrec::fingerprint
