#include "fingerprint/packed_peaks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "mrec/core/rng.h"

namespace mrec::fingerprint {
namespace {

TEST(PackedPeaks, ComeBackToAQuarterOfAFrameAndAnEighthOfABin) {
  Rng rng(5);
  std::vector<Peak> peaks;
  float frame = 0;
  for (int i = 0; i < 1000; ++i) {
    frame += 20 * rng.uniform();
    peaks.push_back({.frame = frame, .bin = 15 + 440 * rng.uniform(), .level_db = -60 + 120 * rng.uniform()});
  }
  const std::vector<std::uint32_t> packed = pack(peaks);
  EXPECT_EQ(packed.size(), peaks.size());
  const std::vector<Peak> back = unpack(packed);
  ASSERT_EQ(back.size(), peaks.size());
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    EXPECT_NEAR(back[i].frame, peaks[i].frame, 0.126);  // and no error of one adds to the next
    EXPECT_NEAR(back[i].bin, peaks[i].bin, 0.063);
    EXPECT_NEAR(back[i].level_db, peaks[i].level_db, 0.501);
  }
  EXPECT_EQ(pack(back), packed);
}

TEST(PackedPeaks, BridgeLongSilence) {
  const std::vector<Peak> peaks = {{.frame = 3, .bin = 20, .level_db = 1},
                                   {.frame = 100'000, .bin = 30, .level_db = 2}};
  const std::vector<std::uint32_t> packed = pack(peaks);
  EXPECT_GT(packed.size(), 90U);
  EXPECT_EQ(unpack(packed), peaks);
}

TEST(PackedPeaks, ClampWhatHasNoPlace) {
  const std::vector<Peak> peaks = {{.frame = -0.5, .bin = 600, .level_db = 500},
                                   {.frame = 2, .bin = 9, .level_db = -500}};
  const std::vector<Peak> back = unpack(pack(peaks));
  ASSERT_EQ(back.size(), 2U);
  EXPECT_EQ(back[0], (Peak{.frame = 0, .bin = 511.875, .level_db = 191}));
  EXPECT_EQ(back[1], (Peak{.frame = 2, .bin = 9, .level_db = -64}));
}

TEST(PackedPeaks, AnyWordsGivePeaksInOrderOfTime) {
  Rng rng(6);
  std::vector<std::uint32_t> words(500);
  for (auto& word : words) word = static_cast<std::uint32_t>(rng.next());
  EXPECT_TRUE(std::ranges::is_sorted(unpack(words), {}, &Peak::frame));
  EXPECT_TRUE(unpack({}).empty());
}

}  // namespace
}  // namespace mrec::fingerprint
