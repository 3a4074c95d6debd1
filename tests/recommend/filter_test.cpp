#include "mrec/recommend/filter.h"

#include <gtest/gtest.h>

#include <utility>

#include "mrec/core/error.h"
#include "support/small_index.h"
#include "support/temp_folder.h"

namespace mrec::recommend {
namespace {

using mrec::testing::TempFolder;

/// Two tracks of usual length; genres "rock" and "jazz" are predicted in turn.
library::Index index_of(const std::filesystem::path& root, std::vector<library::Track> tracks,
                        const std::vector<library::SoundKind>& sounds = {}) {
  library::IndexRows rows;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    rows.tracks.push_back(
        {.track = tracks[i], .sound = i < sounds.size() ? sounds[i] : library::SoundKind{}});
  }
  const auto count = static_cast<Eigen::Index>(tracks.size());
  rows.embeddings = mrec::testing::random_matrix(count, 4);
  rows.probabilities = Matrix::Zero(count, 2);
  for (Eigen::Index i = 0; i < count; ++i) rows.probabilities(i, i % 2) = 1;
  return {{.root = root, .genres = {"rock", "jazz"}}, std::move(rows), Workers(1)};
}

library::Track track(const char* path, const char* genre = "", int year = 0, double duration_s = 200) {
  return {.path = path, .artist = {}, .title = {}, .duration_s = duration_s, .genre = genre, .year = year};
}

std::string admitted(const library::Index& index, const FilterOptions& options) {
  Filter filter(index, options);
  std::string paths;
  for (std::size_t place = 0; place < index.size(); ++place) {
    if (filter.admits(place)) paths += std::string(index.path_text(place)) + ' ';
  }
  return paths;
}

TEST(Filter, GenresByTagOrPrediction) {
  const library::Index index =
      index_of("/m", {track("a", "Hip-Hop"), track("b", "Folk; Rock"), track("c"), track("d")});
  EXPECT_EQ(admitted(index, {}), "a b c d ");
  EXPECT_EQ(admitted(index, {.include_genres = {"Rock"}}), "a b c ");
  EXPECT_EQ(admitted(index, {.include_genres = {"hip hop"}}), "a ");
  EXPECT_EQ(admitted(index, {.include_genres = {"hip hop", "JAZZ"}}), "a b d ");
  EXPECT_EQ(admitted(index, {.exclude_genres = {"rock"}}), "d ");
  EXPECT_EQ(admitted(index, {.include_genres = {"jazz"}, .exclude_genres = {"folk"}}), "d ");
}

TEST(Filter, GenresOfWhichATrackHasSeveral) {
  library::IndexRows rows;
  rows.tracks = {{.track = track("a")}, {.track = track("b")}};
  rows.embeddings = mrec::testing::random_matrix(2, 4);
  rows.probabilities = Matrix{{0.9F, 0.8F, 0.1F}, {0.2F, 0.3F, 0.1F}};
  const library::Index index({.root = "/m", .genres = {"mellow", "jazz", "rock"}}, std::move(rows),
                             Workers(1));
  EXPECT_EQ(admitted(index, {.include_genres = {"jazz"}}), "a b ") << "likely, and the most likely of all";
  EXPECT_EQ(admitted(index, {.exclude_genres = {"mellow"}}), "b ");
  EXPECT_EQ(admitted(index, {.include_genres = {"rock"}}), "");
}

TEST(Filter, Years) {
  const library::Index index =
      index_of("/m", {track("a", "", 1990), track("b", "", 1999), track("c"), track("d", "", 2000)});
  EXPECT_EQ(admitted(index, {.first_year = 1990, .last_year = 1999}), "a b ");
  EXPECT_EQ(admitted(index, {.first_year = 1999}), "b d ");
  EXPECT_EQ(admitted(index, {.last_year = 1990}), "a ");
  EXPECT_THROW(Filter(index, {.first_year = 2000, .last_year = 1999}), Error);
}

TEST(Filter, DurationsAreThoseOfMusic) {
  const library::Index music = index_of("/m", {track("a", "", 0, 29), track("b", "", 0, 31), track("c"),
                                               track("d"), track("e", "", 0, 1201), track("f", "", 0, 0)});
  EXPECT_EQ(admitted(music, {}), "b c d f ") << "what is not known is no reason";
  EXPECT_EQ(admitted(music, {.min_duration_s = 10, .max_duration_s = 5000}), "a b c d e f ");
  EXPECT_EQ(admitted(music, {.max_duration_s = 100}), "b f ");
  EXPECT_THROW(Filter(music, {.min_duration_s = 10, .max_duration_s = 9}), Error);
  const library::Index clips =
      index_of("/m", {track("a", "", 0, 0.9), track("b", "", 0, 4), track("c", "", 0, 4)});
  EXPECT_EQ(admitted(clips, {}), "b c ") << "a quarter of the median";
  const library::Index symphonies =
      index_of("/m", {track("a", "", 0, 3000), track("b", "", 0, 3000), track("c", "", 0, 13000)});
  EXPECT_EQ(admitted(symphonies, {}), "a b ") << "four times the median";
}

TEST(Filter, SilenceAndSpeech) {
  const library::Index index = index_of(
      "/m",
      {track("a"), track("b"), track("c", "Audiobook"), track("d", "Hörbuch"), track("e", "Speech metal")},
      {{.silence = 0.95F, .speech = 0}, {.silence = 0.3F, .speech = 0.8F}});
  EXPECT_EQ(admitted(index, {}), "e ");
  EXPECT_EQ(admitted(index, {.keep_silence = true}), "a e ");
  EXPECT_EQ(admitted(index, {.keep_speech = true}), "b c d e ");
}

TEST(Filter, PathsAndFilesThatSayNo) {
  const TempFolder folder;
  mrec::testing::write_bytes(folder / "x/.mrecignore", "");
  const library::Index index =
      index_of(folder.path(), {track("x/a.mp3"), track("y/b.mp3"), track("y/c.ogg")});
  EXPECT_EQ(admitted(index, {}), "y/b.mp3 y/c.ogg ");
  EXPECT_EQ(admitted(index, {.paths = {"*.mp3"}}), "y/b.mp3 ");
  EXPECT_EQ(admitted(index, {.exclude_paths = {"y/b*", "*z*"}}), "y/c.ogg ");
}

TEST(Filter, CountsWhatItRefused) {
  const library::Index index = index_of("/m", {track("a"), track("b"), track("c", "", 0, 1)});
  Filter filter(index, {.exclude_genres = {"jazz"}});
  for (std::size_t place = 0; place < 3; ++place) filter.admits(place);
  EXPECT_EQ(filter.refused()[static_cast<std::size_t>(Refusal::kGenre)], 1U);
  EXPECT_EQ(filter.refused()[static_cast<std::size_t>(Refusal::kDuration)], 1U);
  EXPECT_EQ(filter.refused()[static_cast<std::size_t>(Refusal::kSpeech)], 0U);
}

}  // namespace
}  // namespace mrec::recommend
