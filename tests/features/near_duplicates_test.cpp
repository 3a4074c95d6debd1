#include "mrec/features/near_duplicates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "mrec/core/rng.h"
#include "mrec/features/extractor.h"
#include "support/test_signals.h"

namespace mrec::features {
namespace {

using Sound = std::vector<float>;
using Groups = std::vector<std::vector<std::size_t>>;
constexpr int kRate_hz = 22050;

std::size_t samples(double seconds) {
  return static_cast<std::size_t>(seconds * kRate_hz);
}

/// Notes of four partials each, of random pitch, colour, length and start: another seed is another piece.
Sound piece(std::uint64_t seed, double length_s) {
  Rng rng(seed);
  Sound sound(samples(length_s));
  for (double start_s = 0; start_s < length_s; start_s += 0.1 + 0.3 * rng.uniform()) {
    const double pitch_hz = 110 * std::pow(2.0, static_cast<double>(rng.below(36)) / 12);
    const double decay_s = 0.1 + 0.5 * rng.uniform();
    for (int partial = 1; partial <= 4; ++partial) {
      const double step = 2 * std::numbers::pi * pitch_hz * partial / kRate_hz;
      const double amplitude = 0.1 * rng.uniform();
      for (std::size_t i = samples(start_s); i < sound.size(); ++i) {
        const double t_s = static_cast<double>(i) / kRate_hz - start_s;
        if (t_s > 5 * decay_s) break;
        sound[i] +=
            static_cast<float>(amplitude * std::exp(-t_s / decay_s) * std::sin(step * kRate_hz * t_s));
      }
    }
  }
  return sound;
}

Sound part(const Sound& sound, double from_s, double to_s) {
  return {sound.begin() + static_cast<std::ptrdiff_t>(samples(from_s)),
          sound.begin() + static_cast<std::ptrdiff_t>(std::min(samples(to_s), sound.size()))};
}

Sound louder(Sound sound, float factor) {
  for (float& sample : sound) sample *= factor;
  return sound;
}

Sound with_silence_before(const Sound& sound, double seconds) {
  Sound longer(samples(seconds));
  longer.insert(longer.end(), sound.begin(), sound.end());
  return longer;
}

/// Faded in and out over 4 s.
Sound faded(Sound sound) {
  for (std::size_t i = 0; i < sound.size(); ++i) {
    const std::size_t from_end = std::min(i, sound.size() - 1 - i);
    sound[i] *= static_cast<float>(std::min(1.0, static_cast<double>(from_end) / kRate_hz / 4));
  }
  return sound;
}

/// Without what lies above some 1.5 kHz, and with noise 40 dB below.
Sound spoiled(Sound sound) {
  const Sound hiss = testing::noise(sound.size(), 0.002);
  float last = 0;
  for (std::size_t i = 0; i < sound.size(); ++i) sound[i] = last = 0.65F * last + 0.35F * sound[i] + hiss[i];
  return sound;
}

/// With the same stroke of noise twice a second.
Sound with_beat(Sound sound) {
  const Sound stroke = testing::noise(samples(0.15), 0.3);
  for (std::size_t start = 0; start + stroke.size() < sound.size(); start += samples(0.5)) {
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      const double left = 1 - static_cast<double>(i) / static_cast<double>(stroke.size());
      sound[start + i] += static_cast<float>(stroke[i] * left * left);
    }
  }
  return sound;
}

TrackFeatures track_of(const Sound& sound, const FeatureOptions& options) {
  TrackFeatures track;
  track.chunks = Extractor(options).chunks(sound);
  for (Matrix& chunk : track.chunks) chunk = (chunk * 10).array().round() / 10;
  return track;
}

NearDuplicates compared(const std::vector<Sound>& sounds, const FeatureOptions& options = {}) {
  NearDuplicates duplicates;
  for (const Sound& sound : sounds) duplicates.add(track_of(sound, options), options);
  return duplicates;
}

Groups groups_of(const std::vector<Sound>& sounds, const FeatureOptions& options = {}) {
  return compared(sounds, options).groups(Workers(1));
}

TEST(NearDuplicates, RecordingIsFoundHoweverItWasChanged) {
  const Sound sound = piece(1, 30);
  const std::vector<Sound> others = {piece(2, 30), piece(3, 30)};
  for (const auto& [name, changed] : {std::pair{"louder", louder(sound, 4)},
                                      {"softer", louder(sound, 0.25F)},
                                      {"cut 10 s", part(sound, 10.137, 30)},
                                      {"cut 20 s", part(sound, 20.089, 30)},
                                      {"silence", with_silence_before(sound, 5.317)},
                                      {"faded", faded(sound)},
                                      {"spoiled", spoiled(sound)}}) {
    EXPECT_EQ(groups_of({others[0], sound, others[1], changed}), (Groups{{1, 3}})) << name;
  }
}

TEST(NearDuplicates, LogMelInOneChunkServesAsWell) {
  const FeatureOptions options{.kind = FeatureKind::kLogMel, .n_mels = 64, .chunk_s = 20};
  const Sound sound = piece(1, 30);
  EXPECT_EQ(groups_of({part(sound, 0, 20), piece(2, 20), part(spoiled(sound), 7.77, 27.77)}, options),
            (Groups{{0, 2}}));
}

/// Features of one kind and of another: of each sound the second time as the second kind has it.
Groups groups_across(const FeatureOptions& first, const FeatureOptions& second) {
  NearDuplicates duplicates;
  for (const FeatureOptions& options : {first, second}) {
    for (const std::uint64_t seed : {1, 2, 3}) duplicates.add(track_of(piece(seed, 30), options), options);
  }
  return duplicates.groups(Workers(1));
}

TEST(NearDuplicates, FeaturesOfAnotherKindAreComparedToo) {
  const FeatureOptions mfcc;
  const Groups every = {{0, 3}, {1, 4}, {2, 5}};
  EXPECT_EQ(groups_across(mfcc, feature_preset("logmel")), every);
  EXPECT_EQ(groups_across(mfcc, feature_preset("paper")), every);
}

TEST(NearDuplicates, TellsHowFarTheSoundWasShifted) {
  const Sound sound = piece(1, 24);
  const auto pairs = compared({sound, part(sound, 6.03, 24)}).pairs(Workers(1));
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_NEAR(pairs[0].shift_s, 6.03, 0.06);
  EXPECT_GT(pairs[0].correlation, 0.8);
  EXPECT_FALSE(pairs[0].same_bytes);
}

TEST(NearDuplicates, SixCommonSecondsAreEnoughAndTwoAreNot) {
  const Sound sound = piece(1, 30);
  EXPECT_EQ(groups_of({part(sound, 0, 18), part(sound, 12, 30)}), (Groups{{0, 1}}));
  EXPECT_EQ(groups_of({part(sound, 0, 15), part(sound, 12.9, 28)}), Groups{});
}

TEST(NearDuplicates, ShortTracksAreFoundByMostOfThem) {
  const Sound sound = piece(1, 3);
  EXPECT_EQ(groups_of({sound, piece(2, 3), louder(sound, 0.5F)}), (Groups{{0, 2}}));
}

TEST(NearDuplicates, OtherPieceOverTheSameBeatIsNotARepeat) {
  const Sound sound = with_beat(piece(1, 20));
  EXPECT_EQ(groups_of({sound, with_beat(piece(2, 20)), louder(sound, 0.5F)}), (Groups{{0, 2}}));
}

TEST(NearDuplicates, SoundsThatDoNotChangeAreNotTakenForEachOther) {
  const Sound silence(samples(12));
  const Sound tone = testing::sine(samples(12), 440, 0.5);
  EXPECT_EQ(groups_of({silence, silence, tone, louder(tone, 0.5F), testing::sine(samples(12), 441, 0.5)}),
            Groups{});
}

TEST(NearDuplicates, NoiseIsFoundAgainAndOtherNoiseIsAnother) {
  const Sound noise = testing::noise(samples(45), 0.3);
  EXPECT_EQ(groups_of({part(noise, 0, 20), part(noise, 4.4, 18), part(noise, 21, 41)}), (Groups{{0, 1}}));
}

TEST(NearDuplicates, EqualContentIsEnoughButTracksOfOneFileAreNotEqual) {
  NearDuplicates duplicates;
  TrackFeatures track;
  for (const std::string hash : {"a", "", "b", "", "a"}) {
    track.content_hash = hash;
    duplicates.add(track, {});
  }
  track.content_hash = "sheet";
  for (const double start_s : {0.0, 60.0, 60.0}) {
    track.section = audio::Section{.start_s = start_s, .end_s = 200};
    duplicates.add(track, {});
  }
  EXPECT_EQ(duplicates.groups(Workers(1)), (Groups{{0, 4}, {6, 7}}));
  EXPECT_TRUE(duplicates.pairs(Workers(1)).front().same_bytes);
}

TEST(NearDuplicates, PairsJoinToOneGroup) {
  const Sound sound = piece(1, 30);
  const auto ends_only_share_the_middle =
      compared({part(sound, 0, 12), part(sound, 18, 30), part(sound, 5, 25)});
  EXPECT_EQ(ends_only_share_the_middle.pairs(Workers(1)).size(), 2U);
  EXPECT_EQ(ends_only_share_the_middle.groups(Workers(1)), (Groups{{0, 1, 2}}));
}

TEST(NearDuplicates, NeitherOrderNorThreadsMatter) {
  const Sound one = piece(1, 15);
  const Sound two = piece(2, 15);
  const std::vector<Sound> sounds = {one, two, piece(3, 15), spoiled(two), part(one, 5.3, 15), faded(one)};
  const std::vector<Sound> reversed(sounds.rbegin(), sounds.rend());
  const auto forwards = compared(sounds).pairs(Workers(3));
  const auto backwards = compared(reversed).pairs(Workers(1));
  EXPECT_EQ(groups_of(sounds), (Groups{{0, 4, 5}, {1, 3}}));
  EXPECT_EQ(groups_of(reversed), (Groups{{0, 1, 5}, {2, 4}}));
  ASSERT_EQ(forwards.size(), backwards.size());
  for (const DuplicatePair& pair : forwards) {
    const auto mirrored = std::ranges::find_if(backwards, [&](const DuplicatePair& other) {
      return other.first == 5 - pair.second && other.second == 5 - pair.first;
    });
    ASSERT_NE(mirrored, backwards.end());
    EXPECT_EQ(mirrored->correlation, pair.correlation);
  }
}

TEST(NearDuplicates, TooFewCoefficientsAreComparedByContentOnly) {
  const Sound sound = piece(1, 12);
  EXPECT_EQ(groups_of({sound, sound}, {.n_mfcc = 8}), Groups{});
  EXPECT_EQ(groups_of({sound, sound}, {.n_mfcc = 9}), (Groups{{0, 1}}));
}

TEST(NearDuplicates, NoTracksNoGroups) {
  EXPECT_TRUE(NearDuplicates().groups(Workers(1)).empty());
  EXPECT_TRUE(groups_of({piece(1, 12)}).empty());
}

}  // namespace
}  // namespace mrec::features
