#include "mrec/fingerprint/peak_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>

#include "fingerprint/melody.h"
#include "support/test_signals.h"

namespace mrec::fingerprint {
namespace {

std::vector<Peak> peaks_of(std::span<const float> samples) {
  PeakStream stream;
  stream.begin();
  stream.take(samples);
  return stream.finish();
}

/// Silence with a short tone of a bell's shape.
std::vector<float> ping(double at_s, double hz) {
  std::vector<float> samples(2 * kRate_hz);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double t = static_cast<double>(i) / kRate_hz - at_s;
    samples[i] =
        static_cast<float>(std::exp(-0.5 * std::pow(t / 0.05, 2)) * std::cos(2 * std::numbers::pi * hz * t));
  }
  return samples;
}

TEST(PeakStream, FindsAPingInTimeAndFrequencyBetweenFramesAndBins) {
  const std::vector<Peak> peaks = peaks_of(ping(0.911, 1003));
  ASSERT_FALSE(peaks.empty());
  const Peak& loudest = *std::ranges::max_element(peaks, {}, &Peak::level_db);
  const double middle_s = (loudest.frame * kHop + kWindow / 2.0) / kRate_hz;
  EXPECT_NEAR(middle_s, 0.911, 0.004);
  EXPECT_NEAR(loudest.bin * kRate_hz / kWindow, 1003, 1.5);
}

TEST(PeakStream, FindsThemInTheFirstAndTheLastFramesToo) {
  for (const double at_s : {0.07, 1.9}) {
    const std::vector<Peak> peaks = peaks_of(ping(at_s, 1003));
    const auto is_it = [&](const Peak& peak) {
      const double middle_s = (peak.frame * kHop + kWindow / 2.0) / kRate_hz;
      return std::abs(middle_s - at_s) < 0.01 && std::abs(peak.bin * kRate_hz / kWindow - 1003) < 2;
    };
    EXPECT_TRUE(std::ranges::any_of(peaks, is_it)) << at_s;
  }
}

TEST(PeakStream, OfEqualFramesTheFirstIsThePeakAndNeighboursAreNone) {
  const std::vector<Peak> peaks =
      peaks_of(testing::sine(2 * kRate_hz, 1000, 0.5, kRate_hz));  // 128 bins exactly
  ASSERT_FALSE(peaks.empty());
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    for (std::size_t j = i + 1; j < peaks.size(); ++j) {
      const bool is_near = peaks[j].frame - peaks[i].frame < 4 && std::abs(peaks[j].bin - peaks[i].bin) < 9;
      EXPECT_FALSE(is_near) << peaks[i].frame << " and " << peaks[j].frame << " at bin " << peaks[i].bin;
    }
  }
}

TEST(PeakStream, SilenceAndFaintNoiseHaveNone) {
  EXPECT_TRUE(peaks_of(std::vector<float>(kRate_hz)).empty());
  EXPECT_TRUE(peaks_of(testing::noise(kRate_hz, 1.0 / 65536)).empty());
  EXPECT_FALSE(peaks_of(testing::noise(kRate_hz, 0.1)).empty());
}

TEST(PeakStream, AreInOrderOfTimeAndWithinTheBand) {
  const std::vector<Peak> peaks = peaks_of(testing::noise(4 * kRate_hz, 0.5));
  EXPECT_TRUE(std::ranges::is_sorted(peaks, {}, &Peak::frame));
  for (const Peak& peak : peaks) {
    EXPECT_GE(peak.bin, 14.5F);
    EXPECT_LE(peak.bin, 460.5F);
  }
}

TEST(PeakStream, AreTheSameInWhateverPiecesTheSoundComes) {
  const std::vector<float> samples = testing::melody(3, 4);
  const std::vector<Peak> whole = peaks_of(samples);
  ASSERT_GT(whole.size(), 20U);
  for (const std::size_t size : {1, 255, 256, 1023, 1025, 5000}) {
    PeakStream stream;
    stream.begin();
    stream.take(testing::noise(3000, 0.5));  // does not count
    stream.begin();
    for (std::size_t i = 0; i < samples.size(); i += size) {
      stream.take(std::span(samples).subspan(i, std::min(size, samples.size() - i)));
    }
    EXPECT_EQ(stream.frames(), 1 + (std::ssize(samples) - kWindow) / kHop);
    EXPECT_EQ(stream.finish(), whole) << size;
  }
}

TEST(PeakStream, ASoundShorterThanAWindowHasNoFrame) {
  PeakStream stream;
  stream.begin();
  stream.take(testing::noise(kWindow - 1, 0.5));
  EXPECT_EQ(stream.frames(), 0);
  EXPECT_TRUE(stream.finish().empty());
}

TEST(Strongest, LeavesSoManyASecondWhereverItBegins) {
  const std::vector<Peak> all = peaks_of(testing::noise(20 * kRate_hz, 0.5));
  const std::vector<Peak> kept = strongest(all, 8);
  EXPECT_NEAR(static_cast<double>(kept.size()), 160, 32);
  // Of the same sound from 4 s on, the same ones once a second has passed.
  const auto cut = [](const Peak& peak) { return peak.frame >= 4 * kFramesPerSecond; };
  std::vector<Peak> later;
  std::ranges::copy_if(all, std::back_inserter(later), cut);
  const std::vector<Peak> kept_later = strongest(later, 8);
  for (const Peak& peak : kept) {
    if (peak.frame < 5 * kFramesPerSecond) continue;
    EXPECT_NE(std::ranges::find(kept_later, peak), kept_later.end()) << peak.frame;
  }
}

TEST(Strongest, KeepsTheStrongerOfTwoCrowds) {
  std::vector<Peak> peaks;
  for (int i = 0; i < 60; ++i) {
    peaks.push_back({.frame = static_cast<float>(i), .bin = 100, .level_db = static_cast<float>(i % 2)});
  }
  for (const Peak& peak : strongest(peaks, 8)) EXPECT_EQ(peak.level_db, 1);
  EXPECT_TRUE(strongest({}, 8).empty());
}

}  // namespace
}  // namespace mrec::fingerprint
