#include "mrec/features/sound_kind.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "mrec/features/extractor.h"
#include "support/test_signals.h"

namespace mrec::features {
namespace {

using mrec::testing::noise;
using mrec::testing::sine;
using Samples = std::vector<float>;

constexpr std::size_t kSecond = 22050;

SoundKind kind_of(const Samples& samples, const FeatureOptions& options) {
  TrackFeatures track;
  track.chunks = Extractor(options).chunks(samples);
  return sound_kind(track, options);
}

void append(Samples& sound, const Samples& more) {
  sound.insert(sound.end(), more.begin(), more.end());
}

Samples sum(Samples a, const Samples& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}

/// A vowel: overtones of 120 Hz, loudest near `formant_hz`.
Samples vowel(std::size_t count, double formant_hz) {
  Samples samples(count);
  for (double hz = 120; hz < 4000; hz += 120) {
    samples = sum(samples, sine(count, hz, 0.1 * std::exp(-std::abs(hz - formant_hz) / 300)));
  }
  return samples;
}

/// A hiss without low frequencies, as of an s.
Samples hiss(std::size_t count) {
  Samples samples = noise(count, 0.1);
  for (std::size_t i = count - 1; i > 0; --i) samples[i] -= samples[i - 1];
  return samples;
}

/// Vowels and hisses with pauses between words, none as long as the one before.
Samples babble(std::size_t seconds) {
  Samples sound;
  std::uint32_t dice = 1;
  const auto between = [&dice](std::uint32_t low, std::uint32_t high) {
    dice = 1664525U * dice + 1013904223U;
    return low + (dice >> 8U) % (high - low);
  };
  while (sound.size() < seconds * kSecond) {
    const std::uint32_t syllables = between(1, 5);
    for (std::uint32_t i = 0; i < syllables; ++i) {
      append(sound, hiss(between(1000, 2500)));
      append(sound, vowel(between(1500, 5500), between(300, 2500)));
    }
    append(sound, Samples(between(1000, 12000)));
  }
  sound.resize(seconds * kSecond);
  return sound;
}

/// The same burst of noise twice a second.
Samples beats(std::size_t seconds) {
  Samples sound;
  for (std::size_t i = 0; i < 2 * seconds; ++i) {
    append(sound, noise(kSecond / 10, 0.5));
    append(sound, Samples(kSecond / 2 - kSecond / 10));
  }
  return sound;
}

class SoundKindOf : public ::testing::TestWithParam<const char*> {
 protected:
  SoundKind kind(const Samples& samples) const { return kind_of(samples, feature_preset(GetParam())); }
};

TEST_P(SoundKindOf, Speech) {
  const SoundKind speech = kind(babble(20));
  EXPECT_GT(speech.speech, 0.8);
  EXPECT_LE(speech.speech, 1);
  EXPECT_LT(speech.silence, 0.5);
}

TEST_P(SoundKindOf, SoundsThatAreNotSpeech) {
  EXPECT_LT(kind(sine(20 * kSecond, 440, 0.5)).speech, 0.3);
  EXPECT_LT(kind(noise(20 * kSecond, 0.5)).speech, 0.1);
  EXPECT_LT(kind(beats(20)).speech, 0.01);
  EXPECT_LT(kind(Samples(20 * kSecond)).speech, 0.3);
}

TEST_P(SoundKindOf, Silence) {
  EXPECT_EQ(kind(Samples(20 * kSecond)).silence, 1);
  // Evenly distributed up to an amplitude, noise has its root mean square 4.77 dB lower.
  const double hiss_60_dbfs = 1e-3 * std::sqrt(3);
  EXPECT_GT(kind(noise(20 * kSecond, hiss_60_dbfs)).silence, 0.99);
  EXPECT_EQ(kind(noise(20 * kSecond, 2 * hiss_60_dbfs)).silence, 0);
  for (const double hz : {60.0, 440.0, 1500.0}) {
    EXPECT_LT(kind(sine(20 * kSecond, hz, 0.01)).silence, 0.01) << hz;
  }
}

TEST_P(SoundKindOf, AQuietBeginningIsAShare) {
  Samples sound(9 * kSecond);
  append(sound, noise(9 * kSecond, 0.1));
  EXPECT_NEAR(kind(sound).silence, 0.5, 0.02);
}

TEST_P(SoundKindOf, SilenceBesideALoudSound) {
  Samples sound;
  for (int i = 0; i < 6; ++i) {
    append(sound, sine(3 * kSecond / 2, 100, 1));  // whose floor is high
    append(sound, Samples(3 * kSecond / 2));
  }
  EXPECT_NEAR(kind(sound).silence, 0.5, 0.05);
}

INSTANTIATE_TEST_SUITE_P(Features, SoundKindOf, ::testing::Values("gtzan", "logmel"));

TEST(SoundKind, OfATrackWithoutChunksIsNothing) {
  const SoundKind kind = sound_kind({}, {});
  EXPECT_EQ(kind.silence, 0);
  EXPECT_EQ(kind.speech, 0);
}

TEST(SoundKind, OneChunkIsEnough) {
  const SoundKind kind = kind_of(babble(3), {});
  EXPECT_GT(kind.speech, 0.01);
  EXPECT_LT(kind.speech, 1);
}

TEST(SoundKind, IsNotSpeechWhereThatCannotBeTold) {
  const Samples speech = babble(20);
  EXPECT_EQ(kind_of(speech, {.chunk_s = 1}).speech, 0);
  EXPECT_EQ(kind_of(speech, {.hop = 2400}).speech, 0);
  EXPECT_EQ(kind_of(speech, {.kind = FeatureKind::kLogMel, .n_mels = 2}).speech, 0);
  EXPECT_EQ(kind_of(speech, {.fmin_hz = 900}).speech, 0);
  EXPECT_GT(kind_of(speech, {.n_mfcc = 20}).speech, 0.8);
}

TEST(SoundKind, TakesTheWordOfASureNetwork) {
  TrackFeatures track;
  track.chunks = Extractor(FeatureOptions{}).chunks(babble(20));
  track.predicted_tags = {{.name = "Hip-Hop", .probability = 0.7F}};
  EXPECT_GT(sound_kind(track, {}).speech, 0.8);
  track.predicted_tags.push_back({.name = "90s", .probability = 0.9F});
  EXPECT_EQ(sound_kind(track, {}).speech, 0);
}

}  // namespace
}  // namespace mrec::features
