#include "mrec/genre/learnt_from.h"

#include <gtest/gtest.h>

#include "support/expect_error.h"

namespace mrec::genre {
namespace {

features::TrackFeatures track_of(const std::string& content) {
  features::TrackFeatures track;
  track.path = "song.flac";
  track.content_hash = content;
  return track;
}

Dataset dataset_of(const std::vector<std::string>& marks) {
  Dataset dataset;
  for (const std::string& mark : marks) {
    LabelledTrack& track = dataset.tracks.emplace_back();
    track.mark = mark;
    track.artist = "Ann";
  }
  return dataset;
}

TEST(TrackMark, KnowsContentWhereverItLies) {
  const std::string mark = track_mark(track_of("abc"), "/music/song.flac");
  EXPECT_EQ(mark.size(), 8U);
  EXPECT_EQ(mark, track_mark(track_of("abc"), "/elsewhere/other.flac"));
  EXPECT_NE(mark, track_mark(track_of("abd"), "/music/song.flac"));
}

TEST(TrackMark, TellsSectionsOfAFileApart) {
  features::TrackFeatures first = track_of("abc");
  features::TrackFeatures second = first;
  first.section = {.start_s = 0, .end_s = 100};
  second.section = {.start_s = 100, .end_s = 0};
  EXPECT_NE(track_mark(first, "/a"), track_mark(second, "/a"));
  EXPECT_NE(track_mark(first, "/a"), track_mark(track_of("abc"), "/a"));
}

TEST(TrackMark, IsOfThePathWithoutContent) {
  EXPECT_EQ(track_mark(track_of(""), "/a"), track_mark(track_of(""), "/a"));
  EXPECT_NE(track_mark(track_of(""), "/a"), track_mark(track_of(""), "/b"));
}

TEST(LearntFrom, SurvivesProvenance) {
  const Dataset dataset = dataset_of({"0badcafe", "12345678", "ffffffff", "12345678"});
  std::map<std::string, std::string> provenance;
  LearntFrom(dataset, std::vector<std::size_t>{0, 1, 3}).keep_in(provenance);
  EXPECT_EQ(provenance["learnt_from"], "0badcafe12345678");
  const auto learnt = LearntFrom::of(provenance);
  ASSERT_TRUE(learnt);
  EXPECT_EQ(learnt->tracks(), 2U);
  EXPECT_TRUE(learnt->has_track("12345678"));
  EXPECT_FALSE(learnt->has_track("ffffffff"));
  EXPECT_TRUE(learnt->has_artist(artist_mark("Ann")));
  EXPECT_FALSE(learnt->has_artist(artist_mark("Bob")));
  EXPECT_FALSE(learnt->has_artist(artist_mark("")));
}

TEST(LearntFrom, IsNotSaidWhereTracksAreNotKnown) {
  std::map<std::string, std::string> provenance;
  LearntFrom(dataset_of({"", ""}), std::vector<std::size_t>{0, 1}).keep_in(provenance);
  EXPECT_TRUE(provenance.empty());
  EXPECT_FALSE(LearntFrom::of(provenance));
}

TEST(LearntFrom, RefusesDamage) {
  for (const char* marks : {"0badcafe1", "0badcafX"}) {
    EXPECT_TRUE(mrec::testing::throws_error(ErrorKind::kFormat, "what it learnt from", [&] {
      LearntFrom::of({{"learnt_from", marks}});
    }));
  }
}

}  // namespace
}  // namespace mrec::genre
