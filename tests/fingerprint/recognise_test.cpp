#include "mrec/fingerprint/recognise.h"

#include <gtest/gtest.h>

#include <cmath>

#include "fingerprint/melody.h"
#include "fingerprint/prints_writer.h"
#include "support/test_signals.h"

namespace mrec::fingerprint {
namespace {

using testing::melody;
using testing::part;
using testing::with_noise;

/// Twelve melodies of 20 s, of seeds 100 to 111.
class Recognise : public ::testing::Test {
 protected:
  static constexpr std::uint64_t kFirstSeed = 100;

  Recognise() {
    for (std::uint64_t i = 0; i < 12; ++i) {
      prints_.push_back(testing::print_of_samples(std::to_string(i), melody(kFirstSeed + i, 20)));
      sources_.push_back(prints_.back().source);
    }
  }

  Prints library() const {
    std::string bytes;
    write_prints({}, prints_, [&](std::string_view part) { bytes += part; });
    return {bytes, sources_};
  }

  std::vector<TrackPrint> prints_;
  std::vector<TrackSource> sources_;
};

TEST_F(Recognise, TellsTrackPlaceAndSpeedOfANoisyClip) {
  const Prints library = this->library();
  for (const double speed : {0.98, 1.0, 1.015}) {
    const auto track = melody(kFirstSeed + 7, 20, speed);
    const auto heard = with_noise(part(track, 6.4321, 5), 10);  // 10 dB
    const auto found = recognise(testing::clip_of(heard), library, Workers(2));
    ASSERT_EQ(found.size(), 1U) << speed;
    EXPECT_EQ(found[0].source, 7U);
    EXPECT_NEAR(found[0].position_s, 6.4321 * speed, 0.06);
    EXPECT_NEAR(found[0].speed, speed, 0.004);
    EXPECT_GT(found[0].certainty, 0.99);
    EXPECT_GE(found[0].evidence.nats, evidence_asked_for(library.frames()));
    EXPECT_GT(found[0].evidence.heard, found[0].evidence.expected / 2);
  }
}

/// Speeds between those that clips are looked up at.
TEST_F(Recognise, TellsTheSpeedOfALongerClipExactly) {
  const Prints library = this->library();
  for (const double speed : {0.9825, 1.0025, 1.0163}) {
    const auto heard = part(melody(kFirstSeed + 5, 20, speed), 2, 15);
    const auto found = recognise(testing::clip_of(heard), library, Workers(2));
    ASSERT_EQ(found.size(), 1U) << speed;
    EXPECT_NEAR(found[0].speed, speed, 0.0005);
    EXPECT_NEAR(found[0].position_s, 2 * speed, 0.02);
  }
}

TEST_F(Recognise, WhatIsNotInTheLibraryIsNotKnown) {
  const Prints library = this->library();
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    EXPECT_TRUE(recognise(testing::clip_of(melody(seed, 8)), library, Workers(1)).empty()) << seed;
  }
  EXPECT_TRUE(recognise(testing::clip_of(testing::noise(8 * kRate_hz, 0.5)), library, Workers(1)).empty());
  EXPECT_TRUE(recognise(testing::clip_of(std::vector<float>(8 * kRate_hz)), library, Workers(1)).empty());
  EXPECT_TRUE(recognise(testing::clip_of({}), library, Workers(1)).empty());
}

TEST_F(Recognise, NothingIsKnownToAnEmptyLibrary) {
  EXPECT_TRUE(recognise(testing::clip_of(melody(kFirstSeed, 8)), Prints(), Workers(1)).empty());
}

TEST_F(Recognise, TracksThatAreNoSourceAnyMoreAreNotNamed) {
  sources_.erase(sources_.begin() + 7);
  const auto heard = part(melody(kFirstSeed + 7, 20), 6, 5);
  EXPECT_TRUE(recognise(testing::clip_of(heard), library(), Workers(1)).empty());
}

TEST_F(Recognise, ARecordingThatIsThereTwiceIsNamedTwice) {
  prints_.push_back(prints_[4]);
  prints_.back().source.path = "copy";
  sources_.push_back(prints_.back().source);
  const auto found =
      recognise(testing::clip_of(part(melody(kFirstSeed + 4, 20), 3, 6)), library(), Workers(1));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].source, 4U);
  EXPECT_EQ(found[1].source, 12U);
}

TEST_F(Recognise, AClipMayBeginBeforeTheTrackAndEndAfterIt) {
  const auto whole = melody(kFirstSeed + 2, 20);
  std::vector<float> early(2 * kRate_hz);
  early.insert(early.end(), whole.begin(), whole.begin() + 6 * kRate_hz);
  auto found = recognise(testing::clip_of(early), library(), Workers(1));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].source, 2U);
  EXPECT_NEAR(found[0].position_s, -2, 0.06);
  std::vector<float> late(whole.end() - 6 * kRate_hz, whole.end());
  const auto next = melody(1, 9);  // the longer part of the clip
  late.insert(late.end(), next.begin(), next.end());
  found = recognise(testing::clip_of(late), library(), Workers(1));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].source, 2U);
  EXPECT_NEAR(found[0].position_s, 14, 0.06);
}

TEST_F(Recognise, IsTheSameAtAnyNumberOfThreads) {
  const Prints library = this->library();
  const Clip clip = testing::clip_of(with_noise(part(melody(kFirstSeed + 3, 20, 1.01), 4, 6), 10));
  const auto one = recognise(clip, library, Workers(1));
  const auto four = recognise(clip, library, Workers(4));
  ASSERT_EQ(one.size(), 1U);
  ASSERT_EQ(four.size(), 1U);
  EXPECT_EQ(one[0].source, four[0].source);
  EXPECT_EQ(one[0].position_s, four[0].position_s);
  EXPECT_EQ(one[0].speed, four[0].speed);
  EXPECT_EQ(one[0].evidence.nats, four[0].evidence.nats);
}

TEST(EvidenceAskedFor, GrowsWithTheLibrary) {
  EXPECT_NEAR(evidence_asked_for(1'000'000), std::log(1e6) + 4, 1e-9);
  EXPECT_NEAR(evidence_asked_for(0), 4, 1e-9);
}

}  // namespace
}  // namespace mrec::fingerprint
