#include "fingerprint/landmark.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "mrec/core/rng.h"

namespace mrec::fingerprint {
namespace {

Peak peak(float frame, float bin, float level_db = 0) {
  return {.frame = frame, .bin = bin, .level_db = level_db};
}

TEST(Landmark, HasFrequencyDifferenceAndTimeOfItsPair) {
  const auto landmarks = landmarks_of_track(std::vector{peak(10, 100), peak(16.2F, 90.4F)});
  ASSERT_EQ(landmarks.size(), 1U);
  EXPECT_EQ(landmarks[0].frame, 10);
  EXPECT_EQ(landmarks[0].code, 100U << 12 | (64U - 10U) << 5 | 3U);
}

TEST(Landmark, OfATrackEachPeakHasTheStrongestWithinReach) {
  const std::vector peaks = {peak(0, 100),      peak(1, 101, 90),  // too near
                             peak(10, 200, 80),                    // too high
                             peak(20, 110, 5),  peak(30, 120, 7),
                             peak(40, 130, 6),  peak(49, 100, 70)};  // too late
  const auto landmarks = landmarks_of_track(peaks);
  ASSERT_FALSE(landmarks.empty());
  EXPECT_EQ(landmarks[0].code, 100U << 12 | (64U + 20U) << 5 | 15U);
}

TEST(Landmark, OfAClipAreThoseOfTheTrackAtItsSpeed) {
  Rng rng(2);
  std::vector<Peak> track;
  for (int i = 0; i < 200; ++i) {
    track.push_back(peak(3.701F * static_cast<float>(i), 30 + 380 * rng.uniform(), 40 * rng.uniform()));
  }
  for (const double speed : {0.97, 1.0, 1.03}) {
    std::vector<Peak> clip = track;
    for (Peak& each : clip) {
      each.frame = static_cast<float>(each.frame / speed);
      each.bin = static_cast<float>(each.bin * speed);
    }
    std::set<std::pair<std::uint32_t, long>> found;
    for (const Landmark& each : landmarks_of_clip(clip, speed))
      found.emplace(each.code, std::lround(each.frame));
    const auto expected = landmarks_of_track(track);
    ASSERT_GT(expected.size(), 100U);
    for (const Landmark& each : expected) {
      EXPECT_TRUE(found.contains({each.code, std::lround(each.frame)})) << speed;
    }
  }
}

TEST(Landmark, OfAClipNumbersNearABorderAreTriedOnBothSides) {
  const auto codes = [](float first, float second, float time) {
    std::set<std::uint32_t> all;
    for (const Landmark& each : landmarks_of_clip(std::vector{peak(0, first), peak(time, second)}, 1)) {
      all.insert(each.code);
    }
    return all;
  };
  EXPECT_EQ(codes(100, 110, 10).size(), 1U);
  const std::set<std::uint32_t> low = {100U << 12 | 74U << 5 | 5U, 101U << 12 | 73U << 5 | 5U};
  EXPECT_EQ(codes(100.4F, 110, 10), low);
  EXPECT_EQ(codes(100.4F, 110.4F, 10.8F).size(), 4U);
}

TEST(Landmark, PeaksOutOfReachHaveNone) {
  EXPECT_TRUE(landmarks_of_track({}).empty());
  EXPECT_TRUE(landmarks_of_track(std::vector{peak(0, 100)}).empty());
  EXPECT_TRUE(landmarks_of_track(std::vector{peak(0, 100), peak(60, 100)}).empty());
  EXPECT_TRUE(landmarks_of_track(std::vector{peak(0, 100), peak(10, 170)}).empty());
  EXPECT_TRUE(landmarks_of_track(std::vector{peak(0, 600), peak(10, 600)}).empty());
}

}  // namespace
}  // namespace mrec::fingerprint
