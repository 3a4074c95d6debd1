#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "mrec/genre/split.h"
#include "mrec/genre/trial.h"

namespace mrec::genre {
namespace {

TestedTrack tested(std::size_t track, std::vector<float> probabilities) {
  TestedTrack said{.track = track, .verdict = {}};
  said.verdict.probabilities =
      Eigen::Map<const Vector>(probabilities.data(), static_cast<Eigen::Index>(probabilities.size()));
  said.verdict.scores = Matrix::Ones(2, said.verdict.probabilities.size());
  return said;
}

TEST(Blended, IsTheMeanOfProbabilitiesByWeight) {
  const std::vector<TestedTrack> one = {tested(7, {0.9F, 0.1F}), tested(3, {0.2F, 0.8F})};
  const std::vector<TestedTrack> other = {tested(7, {0.3F, 0.7F}), tested(3, {0.6F, 0.4F})};
  const std::vector<TestedTrack> blend = blended(std::vector{&one, &other}, std::vector{2.0, 1.0});
  ASSERT_EQ(blend.size(), 2U);
  EXPECT_EQ(blend[0].track, 7U);
  EXPECT_EQ(blend[1].track, 3U);
  EXPECT_NEAR(blend[0].verdict.probabilities[0], (2 * 0.9 + 0.3) / 3, 1e-6);
  EXPECT_NEAR(blend[0].verdict.probabilities[1], (2 * 0.1 + 0.7) / 3, 1e-6);
  EXPECT_NEAR(blend[1].verdict.probabilities[0], (2 * 0.2 + 0.6) / 3, 1e-6);
  EXPECT_EQ(blend[0].verdict.scores.size(), 0);
}

TEST(Blended, OfOneIsWhatItSays) {
  const std::vector<TestedTrack> one = {tested(7, {0.9F, 0.1F})};
  const std::vector<TestedTrack> blend = blended(std::vector{&one}, std::vector{2.0});
  ASSERT_EQ(blend.size(), 1U);
  EXPECT_EQ(blend[0].verdict.probabilities, one[0].verdict.probabilities);
  EXPECT_EQ(blend[0].verdict.scores, one[0].verdict.scores);
}

/// Artist and recording of each track.
Dataset tracks_by(const std::vector<std::pair<std::string, std::size_t>>& of) {
  Dataset dataset;
  dataset.genres = {"a", "b"};
  for (const auto& [artist, recording] : of) {
    LabelledTrack& track = dataset.tracks.emplace_back();
    track.artist = artist;
    track.recording = recording;
    track.genres = {0};
  }
  return dataset;
}

TEST(Units, HoldTogetherWhatHasOneRecordingOrArtist) {
  using Units = std::vector<std::vector<std::size_t>>;
  const Dataset dataset = tracks_by({{"x", 0}, {"y", 1}, {"", 2}, {"x", 3}, {"", 1}, {"z", 5}});
  EXPECT_EQ(units_of(dataset, SplitUnit::kTrack), (Units{{0}, {1, 4}, {2}, {3}, {5}}));
  EXPECT_EQ(units_of(dataset, SplitUnit::kArtist), (Units{{0, 3}, {1, 4}, {2}, {5}}));
}

TEST(Units, ChainsOfArtistsAndRecordingsAreOne) {
  using Units = std::vector<std::vector<std::size_t>>;
  // 0 and 1 by artist, 1 and 2 by recording, 2 and 3 by artist.
  const Dataset dataset = tracks_by({{"x", 0}, {"x", 1}, {"y", 1}, {"y", 3}, {"z", 4}});
  EXPECT_EQ(units_of(dataset, SplitUnit::kArtist), (Units{{0, 1, 2, 3}, {4}}));
}

}  // namespace
}  // namespace mrec::genre
