#include "mrec/genre/split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "mrec/core/error.h"
#include "support/temp_folder.h"
#include "support/toy_genres.h"

namespace mrec::genre {
namespace {

using testing::toy_dataset;

std::set<std::size_t> tracks_of(const Dataset& dataset, const std::vector<std::size_t>& chunks) {
  const auto owners = dataset.track_of_chunk();
  std::set<std::size_t> tracks;
  for (const std::size_t chunk : chunks) tracks.insert(owners[chunk]);
  return tracks;
}

std::vector<std::size_t> tracks_per_genre(const Dataset& dataset, const std::vector<std::size_t>& chunks) {
  std::vector<std::size_t> count(dataset.genres.size());
  for (const std::size_t track : tracks_of(dataset, chunks)) ++count[dataset.tracks[track].genre];
  return count;
}

/// Every chunk in exactly one part.
void expect_whole(const Dataset& dataset, const Partition& partition) {
  std::vector<std::size_t> all = partition.train;
  all.insert(all.end(), partition.validation.begin(), partition.validation.end());
  all.insert(all.end(), partition.test.begin(), partition.test.end());
  std::ranges::sort(all);
  ASSERT_EQ(all.size(), dataset.chunks.samples());
  for (std::size_t i = 0; i < all.size(); ++i) ASSERT_EQ(all[i], i);
}

TEST(Split, KeepsTracksWholeAndGenresInProportion) {
  const Dataset dataset = toy_dataset({.genres = 3, .tracks = 20});
  const auto partitions = make_partitions(dataset, {.test = 0.2, .validation = 0.15, .seed = 3});
  ASSERT_EQ(partitions.size(), 1U);
  expect_whole(dataset, partitions[0]);
  EXPECT_EQ(tracks_per_genre(dataset, partitions[0].test), (std::vector<std::size_t>{4, 4, 4}));
  EXPECT_EQ(tracks_per_genre(dataset, partitions[0].validation), (std::vector<std::size_t>{3, 3, 3}));
  for (const std::size_t track : tracks_of(dataset, partitions[0].test)) {
    EXPECT_FALSE(tracks_of(dataset, partitions[0].train).contains(track));
    EXPECT_FALSE(tracks_of(dataset, partitions[0].validation).contains(track));
  }
}

TEST(Split, SmallGenresAddUpToTheWantedShare) {
  // 7 tracks a genre cannot give 20 % each, but 10 genres together can: 14 of 70.
  const Dataset dataset =
      toy_dataset({.genres = 10, .tracks = 7, .chunks = 1, .frames = 4, .coefficients = 2});
  const auto partitions = make_partitions(dataset, {.test = 0.2, .validation = 0.15});
  EXPECT_NEAR(static_cast<double>(partitions[0].test.size()), 14, 1);
  EXPECT_NEAR(static_cast<double>(partitions[0].validation.size()), 10.5, 1);
  for (const std::size_t count : tracks_per_genre(dataset, partitions[0].test))
    EXPECT_TRUE(count == 1 || count == 2);
}

TEST(Split, FoldsTestEveryTrackOnce) {
  const Dataset dataset = toy_dataset({.genres = 3, .tracks = 7});
  const auto partitions = make_partitions(dataset, {.validation = 0, .folds = 5});
  ASSERT_EQ(partitions.size(), 5U);
  std::multiset<std::size_t> tested;
  for (const auto& partition : partitions) {
    expect_whole(dataset, partition);
    for (const std::size_t track : tracks_of(dataset, partition.test)) {
      tested.insert(track);
      EXPECT_FALSE(tracks_of(dataset, partition.train).contains(track));
    }
    for (const std::size_t count : tracks_per_genre(dataset, partition.test))
      EXPECT_TRUE(count == 1 || count == 2);
  }
  EXPECT_EQ(tested.size(), dataset.tracks.size());
  EXPECT_EQ(std::set<std::size_t>(tested.begin(), tested.end()).size(), dataset.tracks.size());
}

TEST(Split, ArtistsStayOnOneSide) {
  const Dataset dataset = toy_dataset({.genres = 2, .tracks = 12});
  const auto partitions = make_partitions(dataset, {.unit = SplitUnit::kArtist, .validation = 0, .folds = 3});
  for (const auto& partition : partitions) {
    std::set<std::string> learnt;
    for (const std::size_t track : tracks_of(dataset, partition.train))
      learnt.insert(dataset.tracks[track].artist);
    for (const std::size_t track : tracks_of(dataset, partition.test)) {
      EXPECT_FALSE(learnt.contains(dataset.tracks[track].artist));
    }
  }
}

TEST(Split, TracksWithoutAnArtistStandAlone) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 8});
  for (std::size_t i = 2; i < dataset.tracks.size(); ++i) dataset.tracks[i].artist.clear();
  const auto partitions = make_partitions(dataset, {.unit = SplitUnit::kArtist, .validation = 0, .folds = 4});
  for (const auto& partition : partitions) EXPECT_EQ(tracks_of(dataset, partition.test).size(), 4U);
}

TEST(Split, ChunksOfATrackPartWhenAskedFor) {
  const Dataset dataset = toy_dataset({.genres = 2, .tracks = 6, .chunks = 10});
  const auto partition =
      make_partitions(dataset, {.unit = SplitUnit::kChunk, .test = 0.25, .validation = 0})[0];
  expect_whole(dataset, partition);
  EXPECT_EQ(partition.test.size(), 30U);
  EXPECT_GT(tracks_of(dataset, partition.test).size(), 8U);
  EXPECT_EQ(tracks_of(dataset, partition.train).size(), dataset.tracks.size());
}

TEST(Split, BlocksOfAFileWithoutTracksAreCutInRuns) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 10});
  dataset.knows_tracks = false;
  const auto partitions = make_partitions(dataset, {.unit = SplitUnit::kBlock, .validation = 0, .folds = 5});
  for (const auto& partition : partitions) {
    expect_whole(dataset, partition);
    // Two neighbours of each genre, the first and the last of it being neighbours too.
    const auto tested = tracks_of(dataset, partition.test);
    ASSERT_EQ(tested.size(), 4U);
    for (const std::size_t track : tested) {
      const std::size_t base = track / 10 * 10;
      EXPECT_TRUE(tested.contains(base + (track + 1) % 10) || tested.contains(base + (track + 9) % 10));
    }
  }
}

TEST(Split, TheSeedDecides) {
  const Dataset dataset = toy_dataset({.genres = 3, .tracks = 10});
  const auto test_of = [&](std::uint64_t seed) { return make_partitions(dataset, {.seed = seed})[0].test; };
  EXPECT_EQ(test_of(1), test_of(1));
  EXPECT_NE(test_of(1), test_of(2));
}

void expect_refused(const Dataset& dataset, const SplitOptions& options, ErrorKind kind,
                    const std::string& word) {
  try {
    make_partitions(dataset, options);
    FAIL() << "not refused: " << word;
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind);
    EXPECT_NE(std::string(error.what()).find(word), std::string::npos) << error.what();
  }
}

TEST(Split, RefusesWhatCannotBe) {
  const Dataset dataset = toy_dataset({.genres = 2, .tracks = 4});
  expect_refused(dataset, {.test = 0}, ErrorKind::kUsage, "--test");
  expect_refused(dataset, {.test = 0.6, .validation = 0.4}, ErrorKind::kUsage, "--test");
  expect_refused(dataset, {.folds = 1}, ErrorKind::kUsage, "--folds");
  expect_refused(dataset, {.folds = 9}, ErrorKind::kUsage, "--folds 9");
  Dataset one_artist = dataset;
  for (auto& track : one_artist.tracks)
    track.artist = track.genre == 0 ? "the only one" : track.path.string();
  expect_refused(one_artist, {.unit = SplitUnit::kArtist}, ErrorKind::kData, "one artist");
  for (auto& track : one_artist.tracks) track.artist.clear();
  expect_refused(one_artist, {.unit = SplitUnit::kArtist}, ErrorKind::kData, "no track has an artist");
  EXPECT_THROW(split_unit("album"), Error);
}

class FoldFile : public ::testing::Test {
 protected:
  std::vector<Partition> read(const std::string& text) {
    testing::write_bytes(folder_ / "folds.tsv", text);
    return read_partitions(folder_ / "folds.tsv", dataset_);
  }
  std::string lines(const std::vector<std::string>& folds) {
    std::string text = "# path, fold\n";
    for (std::size_t i = 0; i < folds.size(); ++i)
      text += dataset_.tracks[i].path.string() + "\t" + folds[i] + "\r\n";
    return text;
  }
  testing::TempFolder folder_;
  Dataset dataset_ = toy_dataset({.genres = 2, .tracks = 2});
};

TEST_F(FoldFile, NumbersGiveOneSplitEach) {
  const auto partitions = read(lines({"1", "2", "1", "2"}));
  ASSERT_EQ(partitions.size(), 2U);
  EXPECT_EQ(tracks_of(dataset_, partitions[0].test), (std::set<std::size_t>{0, 2}));
  EXPECT_EQ(tracks_of(dataset_, partitions[1].test), (std::set<std::size_t>{1, 3}));
  expect_whole(dataset_, partitions[0]);
}

TEST_F(FoldFile, WordsGiveOneSplit) {
  const auto partitions = read(lines({"train", "test", "train", "validation"}));
  ASSERT_EQ(partitions.size(), 1U);
  EXPECT_EQ(tracks_of(dataset_, partitions[0].train), (std::set<std::size_t>{0, 2}));
  EXPECT_EQ(tracks_of(dataset_, partitions[0].validation), (std::set<std::size_t>{3}));
}

TEST_F(FoldFile, RefusesWhatIsMissingOrMixed) {
  EXPECT_THROW(read(lines({"1", "2", "1"})), Error);
  EXPECT_THROW(read(lines({"train", "test", "1", "test"})), Error);
  EXPECT_THROW(read(lines({"1", "1", "1", "1"})), Error);
  EXPECT_THROW(read("no tab here\n"), Error);
  EXPECT_THROW(read_partitions(folder_ / "missing.tsv", dataset_), Error);
}

}  // namespace
}  // namespace mrec::genre
