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

std::set<std::size_t> set_of(const std::vector<std::size_t>& tracks) {
  return {tracks.begin(), tracks.end()};
}

std::vector<std::size_t> tracks_per_genre(const Dataset& dataset, const std::vector<std::size_t>& tracks) {
  std::vector<std::size_t> count(dataset.genres.size());
  for (const std::size_t track : tracks) ++count[dataset.tracks[track].genre()];
  return count;
}

/// Every track in exactly one part.
void expect_whole(const Dataset& dataset, const Partition& partition) {
  std::vector<std::size_t> all = partition.train;
  all.insert(all.end(), partition.validation.begin(), partition.validation.end());
  all.insert(all.end(), partition.test.begin(), partition.test.end());
  std::ranges::sort(all);
  ASSERT_EQ(all.size(), dataset.tracks.size());
  for (std::size_t i = 0; i < all.size(); ++i) ASSERT_EQ(all[i], i);
}

TEST(Split, KeepsTracksWholeAndGenresInProportion) {
  const Dataset dataset = toy_dataset({.genres = 3, .tracks = 20});
  const auto partitions = make_partitions(dataset, {.test = 0.2, .validation = 0.15, .seed = 3});
  ASSERT_EQ(partitions.size(), 1U);
  expect_whole(dataset, partitions[0]);
  EXPECT_EQ(tracks_per_genre(dataset, partitions[0].test), (std::vector<std::size_t>{4, 4, 4}));
  EXPECT_EQ(tracks_per_genre(dataset, partitions[0].validation), (std::vector<std::size_t>{3, 3, 3}));
  for (const std::size_t track : set_of(partitions[0].test)) {
    EXPECT_FALSE(set_of(partitions[0].train).contains(track));
    EXPECT_FALSE(set_of(partitions[0].validation).contains(track));
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
    for (const std::size_t track : set_of(partition.test)) {
      tested.insert(track);
      EXPECT_FALSE(set_of(partition.train).contains(track));
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
    for (const std::size_t track : set_of(partition.train)) learnt.insert(dataset.tracks[track].artist);
    for (const std::size_t track : set_of(partition.test)) {
      EXPECT_FALSE(learnt.contains(dataset.tracks[track].artist));
    }
  }
}

TEST(Split, TracksWithoutAnArtistStandAlone) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 8});
  for (std::size_t i = 2; i < dataset.tracks.size(); ++i) dataset.tracks[i].artist.clear();
  const auto partitions = make_partitions(dataset, {.unit = SplitUnit::kArtist, .validation = 0, .folds = 4});
  for (const auto& partition : partitions) EXPECT_EQ(set_of(partition.test).size(), 4U);
}

TEST(Split, CopiesOfARecordingStayOnOneSide) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 12});
  for (std::size_t i = 0; i < dataset.tracks.size(); ++i) {
    dataset.tracks[i].artist.clear();
    dataset.tracks[i].recording = i / 3;
  }
  // Artists join recordings: tracks 2 and 3 are of one artist, so that the first six tracks hang together.
  dataset.tracks[2].artist = dataset.tracks[3].artist = "ada";
  for (const SplitUnit unit : {SplitUnit::kTrack, SplitUnit::kArtist}) {
    for (const auto& partition : make_partitions(dataset, {.unit = unit, .validation = 0.2, .folds = 3})) {
      expect_whole(dataset, partition);
      const auto part_of = [&](std::size_t track) {
        return set_of(partition.train).contains(track) ? 0 : set_of(partition.test).contains(track) ? 2 : 1;
      };
      for (std::size_t i = 0; i < dataset.tracks.size(); ++i) EXPECT_EQ(part_of(i), part_of(i / 3 * 3));
      if (unit == SplitUnit::kArtist) {
        EXPECT_EQ(part_of(0), part_of(3));
      }
    }
  }
}

TEST(Split, LeakageCountsTestedTracksWithKin) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 4});
  dataset.tracks[7].recording = dataset.tracks[0].recording;
  dataset.tracks[6].artist.clear();
  dataset.tracks[5].artist.clear();
  // Tracks 0 and 1 are of one artist, 2 and 3 of another; 7 is a copy of 0.
  const Leakage leakage =
      leakage_of(dataset, {{.train = {0, 4, 5}, .validation = {2}, .test = {1, 3, 6, 7}}});
  EXPECT_EQ(leakage.tested, 4U);
  EXPECT_EQ(leakage.same_artist, 2U);
  EXPECT_EQ(leakage.same_recording, 1U);
}

TEST(Split, GenresOfOneArtistAreFound) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 4});
  EXPECT_FALSE(genre_of_one_artist(dataset));
  for (std::size_t i = 4; i < 8; ++i) dataset.tracks[i].artist = "the only one";
  EXPECT_EQ(genre_of_one_artist(dataset), "g1");
}

/// A genre of one artist with 50 tracks and one with a single track, and two of twelve artists with a track
/// each: the large one fills the part it goes to.
Dataset one_large_artist() {
  Dataset dataset = toy_dataset({.genres = 3, .tracks = 51, .chunks = 1, .frames = 4, .coefficients = 2});
  std::vector<LabelledTrack> tracks;
  for (std::size_t i = 0; i < dataset.tracks.size(); ++i) {
    LabelledTrack track = dataset.tracks[i];
    const std::size_t genre = i / 51;
    if (genre > 0 && i % 51 >= 12) continue;
    track.artist = genre == 0 ? (i < 50 ? "the large one" : "another") : "artist " + std::to_string(i);
    tracks.push_back(std::move(track));
  }
  dataset.tracks = std::move(tracks);
  return dataset;
}

TEST(Split, EveryGenreIsLearnt) {
  const Dataset dataset = one_large_artist();
  for (const double validation : {0.15, 0.0}) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      const auto partition = make_partitions(
          dataset, {.unit = SplitUnit::kArtist, .test = 0.2, .validation = validation, .seed = seed})[0];
      expect_whole(dataset, partition);
      const auto learnt = tracks_per_genre(dataset, partition.train);
      for (const std::size_t tracks : learnt) EXPECT_GT(tracks, 0U);
      for (const std::size_t genre : {1U, 2U})
        EXPECT_GT(tracks_per_genre(dataset, partition.test)[genre], 0U);
      if (validation > 0) {
        EXPECT_GE(learnt[1], 7U) << "the share of a genre that was not learnt, not just one";
      }
    }
  }
}

TEST(Split, EveryFoldLearnsEveryGenre) {
  const Dataset dataset = one_large_artist();
  for (const int folds : {2, 3}) {
    for (const double validation : {0.0, 0.15}) {
      const auto partitions = make_partitions(
          dataset, {.unit = SplitUnit::kArtist, .validation = validation, .folds = folds, .seed = 4});
      for (const Partition& partition : partitions) {
        expect_whole(dataset, partition);
        for (const std::size_t learnt : tracks_per_genre(dataset, partition.train)) EXPECT_GT(learnt, 0U);
      }
    }
  }
}

TEST(Split, AGenreOfTwoUnitsIsLearntAndTested) {
  // Two units of a rare genre may both be tested while the shares are all that counts.
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 21, .chunks = 1, .frames = 4, .coefficients = 2});
  dataset.tracks.resize(23);
  for (std::size_t i = 0; i < 21; ++i) dataset.tracks[i].artist = i < 20 ? "the large one" : "another";
  dataset.tracks[21].artist = "ada";
  dataset.tracks[22].artist = "bob";
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto partition =
        make_partitions(dataset, {.unit = SplitUnit::kArtist, .validation = 0, .seed = seed})[0];
    EXPECT_EQ(tracks_per_genre(dataset, partition.train)[1], 1U);
    EXPECT_EQ(tracks_per_genre(dataset, partition.test)[1], 1U);
  }
}

TEST(Split, TheSecondGenreOfTracksIsLearntToo) {
  // Tracks of g0 by eight artists, of which two units have a second genre that no track has as its first.
  Dataset dataset = toy_dataset({.genres = 3, .tracks = 16, .chunks = 1, .frames = 4, .coefficients = 2});
  dataset.multi_label = true;
  dataset.tracks.resize(32);
  for (const std::size_t track : {0U, 1U, 2U, 3U}) dataset.tracks[track].genres = {0, 2};
  const auto has_it = [&](std::size_t track) { return dataset.tracks[track].genres.back() == 2; };
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const auto split = make_partitions(dataset, {.unit = SplitUnit::kArtist, .test = 0.5, .seed = seed})[0];
    EXPECT_TRUE(std::ranges::any_of(split.train, has_it)) << seed;
    for (const Partition& fold :
         make_partitions(dataset, {.unit = SplitUnit::kArtist, .validation = 0, .folds = 2, .seed = seed})) {
      EXPECT_TRUE(std::ranges::any_of(fold.train, has_it)) << seed;
    }
  }
}

TEST(Split, GenresThatAreNotLearntFromAreFound) {
  Dataset dataset = toy_dataset({.genres = 3, .tracks = 2});
  dataset.genres.emplace_back("of no track");
  dataset.tracks[5].genres = {0, 2};
  const std::vector<Partition> partitions = {{.train = {0, 2, 5}, .validation = {1}, .test = {3, 4}},
                                             {.train = {0, 1, 4}, .validation = {}, .test = {2, 3, 5}},
                                             {.train = {1}, .validation = {0, 2, 3}, .test = {4, 5}}};
  EXPECT_EQ(genres_learnt(dataset, partitions[0]), (std::vector<bool>{true, true, true, false}));
  const auto unlearnt = unlearnt_genres(dataset, partitions);
  ASSERT_EQ(unlearnt.size(), 2U);
  EXPECT_EQ(unlearnt[0].genre, 1U);
  EXPECT_EQ(unlearnt[0].partitions, 2U);
  EXPECT_EQ(unlearnt[1].genre, 2U);
  EXPECT_EQ(unlearnt[1].partitions, 1U);
}

TEST(Split, AnArtistCountsForEveryGenreOfTheTracks) {
  // Every track of g1 is also of g0, which comes first: it has as many artists all the same.
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 8});
  dataset.multi_label = true;
  for (std::size_t i = 8; i < 16; ++i) dataset.tracks[i].genres = {0, 1};
  EXPECT_FALSE(genre_of_one_artist(dataset));
  for (std::size_t i = 8; i < 16; ++i) dataset.tracks[i].artist = "the only one";
  EXPECT_EQ(genre_of_one_artist(dataset), "g1");
}

TEST(Split, BlocksOfAFileWithoutTracksAreCutInRuns) {
  Dataset dataset = toy_dataset({.genres = 2, .tracks = 10});
  dataset.knows_tracks = false;
  const auto partitions = make_partitions(dataset, {.unit = SplitUnit::kBlock, .validation = 0, .folds = 5});
  for (const auto& partition : partitions) {
    expect_whole(dataset, partition);
    // Two neighbours of each genre, the first and the last of it being neighbours too.
    const auto tested = set_of(partition.test);
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
  Dataset one_artist = toy_dataset({.genres = 2, .tracks = 4});
  for (auto& track : one_artist.tracks)
    track.artist = track.genre() == 0 ? "the only one" : track.path.string();
  expect_refused(one_artist, {.unit = SplitUnit::kArtist}, ErrorKind::kData, "one artist");
  for (auto& track : one_artist.tracks) track.artist.clear();
  expect_refused(one_artist, {.unit = SplitUnit::kArtist}, ErrorKind::kData, "no track has an artist");
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
  EXPECT_EQ(set_of(partitions[0].test), (std::set<std::size_t>{0, 2}));
  EXPECT_EQ(set_of(partitions[1].test), (std::set<std::size_t>{1, 3}));
  expect_whole(dataset_, partitions[0]);
}

TEST_F(FoldFile, WordsGiveOneSplit) {
  const auto partitions = read(lines({"train", "test", "train", "validation"}));
  ASSERT_EQ(partitions.size(), 1U);
  EXPECT_EQ(set_of(partitions[0].train), (std::set<std::size_t>{0, 2}));
  EXPECT_EQ(set_of(partitions[0].validation), (std::set<std::size_t>{3}));
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
