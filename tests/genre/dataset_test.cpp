#include "mrec/genre/dataset.h"

#include <gtest/gtest.h>

#include <span>
#include <utility>

#include "genre/dataset_fixture.h"
#include "support/expect_close.h"

namespace mrec::genre {
namespace {

using testing::expect_close;

TEST_F(DatasetTest, KeepsTracksAndTheirChunks) {
  const Dataset dataset = load({features("a.jsonl", four_tracks())});
  EXPECT_TRUE(dataset.knows_tracks);
  EXPECT_EQ(dataset.options, small_header().options);
  ASSERT_EQ(dataset.tracks.size(), 4U);
  EXPECT_EQ(dataset.tracks[1].path, "2b");
  EXPECT_EQ(dataset.tracks[1].artist, "artist of 2b");
  EXPECT_EQ(dataset.table(TrackInput::kChunks).shape(),
            (nn::SampleShape{.height = 3, .width = 4, .channels = 1}));
  const std::vector<float> values[] = {{10, 11}, {20, 21, 22}, {30}, {40, 41}};
  for (std::size_t track = 0; track < 4; ++track) {
    std::vector<float> expected;
    for (const float value : values[track]) expected.insert(expected.end(), 12, value);
    EXPECT_TRUE(expect_close(numbers_of(dataset, track), expected, {})) << track;
  }
}

TEST_F(DatasetTest, ChunksAreFramesByCoefficients) {
  auto tracks = four_tracks();
  for (Eigen::Index frame = 0; frame < 3; ++frame) {
    for (Eigen::Index k = 0; k < 4; ++k) tracks[0].chunks[0](frame, k) = static_cast<float>(10 * frame + k);
  }
  const Dataset dataset = load({features("a.jsonl", tracks)});
  std::vector<float> first = numbers_of(dataset, 0);
  first.resize(12);
  EXPECT_TRUE(expect_close(first, std::vector<float>{0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23}, {}));
}

TEST_F(DatasetTest, GenresAreNumberedInTheOrderOfTheirNames) {
  const Dataset dataset = load({features("a.jsonl", four_tracks())});
  EXPECT_EQ(dataset.genres, (std::vector<std::string>{"blues", "rock"}));
  EXPECT_EQ(dataset.tracks[0].genre(), 1U);
  EXPECT_EQ(dataset.tracks[1].genre(), 0U);
  EXPECT_EQ(dataset.tracks[2].genre(), 1U);
}

TEST_F(DatasetTest, FailedTracksHaveNoGenre) {
  const auto tracks = four_tracks();
  EXPECT_EQ(load({features("a.jsonl", tracks)}).genres.size(), 2U);
  auto failed_jazz = tracks;
  failed_jazz.push_back(failed("j1"));
  EXPECT_EQ(load({features("b.jsonl", failed_jazz)}).genres.size(), 2U);
}

TEST_F(DatasetTest, TheOrderOfAFileDoesNotMatter) {
  const std::vector<TrackFeatures> tracks = four_tracks();
  const std::vector<TrackFeatures> mixed = {tracks[2], tracks[1], tracks[3], tracks[0]};
  const Dataset expected = load({features("a.jsonl", tracks)});
  const Dataset actual = load({features("b.jsonl", mixed)});
  ASSERT_EQ(actual.tracks.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(actual.tracks[i].path, expected.tracks[i].path);
    EXPECT_EQ(actual.tracks[i].genre(), expected.tracks[i].genre());
    EXPECT_TRUE(expect_close(numbers_of(actual, i), numbers_of(expected, i), {})) << i;
  }
}

TEST_F(DatasetTest, JoinsFiles) {
  FeatureHeader others = small_header();
  others.root = "/other/music";
  const Dataset dataset = load(
      {features("a.jsonl", four_tracks()),
       features("b.jsonl", {track("1a", "ambient", 50), track("2b", "blues", 60), track("3a", "ambient", 70)},
                others)});
  EXPECT_EQ(dataset.genres, (std::vector<std::string>{"ambient", "blues", "rock"}));
  ASSERT_EQ(dataset.tracks.size(), 7U);
  EXPECT_EQ(dataset.tracks[0].genre(), 2U);
  EXPECT_EQ(dataset.tracks[4].genre(), 0U);
  EXPECT_EQ(dataset.tracks[5].genre(), 1U);
  EXPECT_EQ(numbers_of(dataset, 5)[0], 60);
  EXPECT_EQ(numbers_of(dataset, 6)[0], 70);
}

TEST_F(DatasetTest, AGenreMayBeCompletedByAnotherFile) {
  const Dataset dataset = load({features("a.jsonl", {track("r1", "rock"), track("b1", "blues")}),
                                features("b.jsonl", {track("r2", "rock"), track("b2", "blues")})});
  EXPECT_EQ(dataset.tracks.size(), 4U);
}

TEST_F(DatasetTest, UnlabelledAndFailedLinesAreCounted) {
  auto tracks = four_tracks();
  tracks.insert(tracks.begin(), failed("x"));
  tracks.insert(tracks.begin() + 2, track("u", "", 99));
  tracks.push_back(failed("y"));
  const Dataset dataset =
      load({features("a.jsonl", tracks), features("b.jsonl", {failed("z"), track("v", "")})});
  EXPECT_EQ(dataset.left_out.failed, 3U);
  EXPECT_EQ(dataset.left_out.unlabelled, 2U);
  ASSERT_EQ(dataset.tracks.size(), 4U);
  EXPECT_EQ(chunks_of(dataset, 1), 3U);
  EXPECT_EQ(numbers_of(dataset, 1)[0], 20);
}

TEST_F(DatasetTest, OptionsThatDiffer) {
  FeatureHeader others = small_header();
  others.options.top_db = 60;
  const auto other = features("other.jsonl", four_tracks(), others);
  EXPECT_TRUE(refused(ErrorKind::kData, other.string() + ": was made with other",
                      {features("a.jsonl", four_tracks()), other}));
  others.options = small_header().options;
  others.options.n_mfcc = 5;
  std::vector<TrackFeatures> wide = {track("w1", "rock")};
  for (Matrix& chunk : wide[0].chunks) chunk = Matrix::Zero(3, 5);
  EXPECT_TRUE(refused(ErrorKind::kData, "was made with other",
                      {folder_ / "a.jsonl", features("wide.jsonl", wide, others)}));
}

TEST_F(DatasetTest, OptionsThatDifferFromThoseOfAFileWithoutLabels) {
  FeatureHeader others = small_header();
  others.options.top_db = 60;
  const auto unlabelled = features("unlabelled.jsonl", {track("u", ""), failed("x")}, others);
  const auto whole = features("a.jsonl", four_tracks());
  EXPECT_TRUE(refused(ErrorKind::kData, "was made with other", {unlabelled, whole}));
  EXPECT_TRUE(refused(ErrorKind::kData, "was made with other", {whole, unlabelled}));
}

TEST_F(DatasetTest, TooLittleToLearnFrom) {
  EXPECT_TRUE(refused(ErrorKind::kData, "no labelled track", {features("a.jsonl", {})}));
  EXPECT_TRUE(
      refused(ErrorKind::kData, "no labelled track", {features("b.jsonl", {track("u", ""), failed("x")})}));
  EXPECT_TRUE(refused(ErrorKind::kData, "one genre only (rock)",
                      {features("c.jsonl", {track("r1", "rock"), track("r2", "rock"), track("u", "")})}));
  auto lonely = four_tracks();
  lonely.push_back(track("j1", "jazz"));
  EXPECT_TRUE(refused(ErrorKind::kData, "genre jazz has 1 track", {features("d.jsonl", lonely)}));
}

TEST_F(DatasetTest, DamagedFilesAreNamedWithTheLine) {
  const auto file = features("a.jsonl", four_tracks());
  const std::string whole = testing::read_bytes(file);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string bytes = whole;
    bytes.replace(bytes.find(from), from.size(), to);
    testing::write_bytes(file, bytes);
  };
  for (const char* bad : {"NaN", "1e999", "null", "[20]"}) {
    with("[20,", std::string("[") + bad + ",");
    EXPECT_TRUE(refused(ErrorKind::kFormat, file.string() + ": line 3", {file})) << bad;
  }
  with("[20,20,20,20]", "[20,20,20]");
  EXPECT_TRUE(refused(ErrorKind::kFormat, file.string() + ": line 3", {file}));
  with("[20,20,20,20],", "");
  EXPECT_TRUE(refused(ErrorKind::kFormat, file.string() + ": line 3", {file}));
  with("\"label\":\"rock\"", "\"label\":7");
  EXPECT_TRUE(refused(ErrorKind::kFormat, file.string() + ": line 2", {file}));
  testing::write_bytes(file, "");
  EXPECT_TRUE(refused(ErrorKind::kFormat, file.string(), {file}));
  EXPECT_TRUE(refused(ErrorKind::kIo, (folder_ / "none").string(), {folder_ / "none"}));
}

TEST_F(DatasetTest, TornFilesAreReadAsFarAsTheyGo) {
  auto tracks = four_tracks();
  tracks.push_back(track("last", "rock"));
  const auto file = features("a.jsonl", tracks);
  const std::string whole = testing::read_bytes(file);
  EXPECT_TRUE(load({file}).warnings.empty());
  testing::write_bytes(file, whole.substr(0, whole.size() - 1));
  const Dataset dataset = load({file});
  EXPECT_EQ(dataset.tracks.size(), 4U);
  ASSERT_EQ(dataset.warnings.size(), 1U);
  EXPECT_EQ(dataset.warnings[0],
            file.string() +
                ": breaks off in the middle of a track: 4 tracks read: run the extraction "
                "again to complete it");
}

TEST_F(DatasetTest, LabelsMayNameSeveralGenres) {
  EXPECT_FALSE(load({features("a.jsonl", four_tracks())}).multi_label);
  auto tracks = four_tracks();
  tracks.push_back(track("5", "rock; blues;rock;"));
  const Dataset dataset = load({features("b.jsonl", tracks)});
  EXPECT_TRUE(dataset.multi_label);
  EXPECT_EQ(dataset.genres, (std::vector<std::string>{"blues", "rock"}));
  EXPECT_EQ(dataset.tracks[4].genres, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(dataset.tracks[0].genres, (std::vector<std::size_t>{1}));
}

TEST_F(DatasetTest, EveryChunkMayCountAsATrack) {
  const Dataset dataset = load({features("a.jsonl", four_tracks())});
  const Dataset chunks = chunkwise(dataset);
  ASSERT_EQ(chunks.tracks.size(), 8U);
  const float values[] = {10, 11, 20, 21, 22, 30, 40, 41};
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_EQ(numbers_of(chunks, i), std::vector<float>(12, values[i])) << i;
  }
  EXPECT_EQ(chunks.tracks[2].recording, chunks.tracks[3].recording);
  EXPECT_NE(chunks.tracks[1].recording, chunks.tracks[2].recording);
  EXPECT_EQ(chunks.tracks[3].path, "2b");
  EXPECT_EQ(chunks.tracks[3].genre(), 0U);
}

}  // namespace
}  // namespace mrec::genre
