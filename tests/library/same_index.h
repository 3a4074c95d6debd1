#pragma once

#include <gtest/gtest.h>

#include <tuple>

#include "mrec/library/index.h"

namespace mrec::library {

/// All that is known of a track, to be compared.
inline auto facts_of(const Track& track) {
  return std::tuple(track.path.native(), track.file.native(), track.artist, track.title, track.album,
                    track.genre, track.year, track.duration_s, track.start_s, track.end_s);
}

/// Place by place the same to the bit.
inline void expect_same_track(const Index& actual, std::size_t place, const Index& expected,
                              std::size_t there) {
  EXPECT_EQ(facts_of(actual.track(place)), facts_of(expected.track(there))) << place;
  EXPECT_EQ(actual.record(place), expected.record(there)) << place;
  EXPECT_EQ(actual.sound(place).silence, expected.sound(there).silence) << place;
  EXPECT_EQ(actual.sound(place).speech, expected.sound(there).speech) << place;
  EXPECT_EQ(actual.vector(place), expected.vector(there)) << place;
  EXPECT_EQ(actual.probabilities(place), expected.probabilities(there)) << place;
  EXPECT_EQ(actual.hubness(place), expected.hubness(there)) << place;
}

inline void expect_same_index(const Index& actual, const Index& expected) {
  EXPECT_EQ(actual.root().native(), expected.root().native());
  EXPECT_EQ(actual.genres(), expected.genres());
  EXPECT_EQ(actual.left_out(), expected.left_out());
  EXPECT_EQ(actual.tracks(), expected.tracks());
  EXPECT_EQ(actual.share_changed(), expected.share_changed());
  EXPECT_EQ(actual.share_less_alike(0.3), expected.share_less_alike(0.3));
  EXPECT_EQ(actual.standardiser().mean(), expected.standardiser().mean());
  EXPECT_EQ(actual.standardiser().scale(), expected.standardiser().scale());
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t place = 0; place < expected.size(); ++place) {
    ASSERT_EQ(actual.has(place), expected.has(place)) << place;
    if (expected.has(place)) expect_same_track(actual, place, expected, place);
  }
}

}  // namespace mrec::library
