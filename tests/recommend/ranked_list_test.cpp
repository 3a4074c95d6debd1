#include "mrec/recommend/ranked_list.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "recommend/listening.h"
#include "support/small_index.h"

namespace mrec::recommend {
namespace {

using mrec::testing::index_of_vectors;
using mrec::testing::list_for;
using mrec::testing::Places;
using mrec::testing::random_matrix;
using mrec::testing::tracks_of;

std::vector<library::Track> tracks_by(const std::vector<std::string>& artists) {
  std::vector<library::Track> tracks;
  for (const std::string& artist : artists) {
    tracks.push_back(
        {.path = {}, .artist = artist, .title = "song " + std::to_string(tracks.size()), .duration_s = 100});
  }
  return tracks;
}

/// A hundred tracks, of ten artists or none.
library::Index hundred(const std::string& artist = "artist ") {
  std::vector<std::string> artists;
  for (int i = 0; i < 100; ++i) artists.push_back(artist.empty() ? "" : artist + std::to_string(i % 10));
  return index_of_vectors(random_matrix(100, 8), Matrix::Ones(100, 1), tracks_by(artists));
}

TEST(RankedList, HasNoMoreOfAnArtistThanAskedFor) {
  const library::Index index = hundred();
  for (const std::size_t most : {1, 2, 3}) {
    const RankedList list = list_for(index, {5}, {}, {.count = 100, .max_per_artist = most});
    std::map<std::string, std::size_t> of_artist;
    for (const Recommendation& each : list.tracks) ++of_artist[index.track(each.track).artist];
    EXPECT_EQ(of_artist.size(), 10U);
    for (const auto& [artist, count] : of_artist) EXPECT_EQ(count, most) << artist;
    EXPECT_EQ(list.passed.of_artist, 99 - 10 * most);
  }
  EXPECT_EQ(list_for(index, {5}, {}, {.count = 100, .max_per_artist = 0}).tracks.size(), 99U);
}

TEST(RankedList, ArtistsThatNoTagNamesAreNotCounted) {
  for (const char* artist : {"", "Various Artists"}) {
    std::vector<std::string> artists(100, artist);
    const library::Index index =
        index_of_vectors(random_matrix(100, 8), Matrix::Ones(100, 1), tracks_by(artists));
    EXPECT_EQ(list_for(index, {5}, {}, {.count = 100}).tracks.size(), 99U) << artist;
  }
}

TEST(RankedList, ThreeOthersStandBetweenTwoOfAnArtist) {
  const library::Index index = hundred();
  const Places list = tracks_of(list_for(index, {5}, {}, {.count = 25, .max_per_artist = 0}));
  for (std::size_t i = 0; i < list.size(); ++i) {
    for (std::size_t j = i + 1; j < std::min(list.size(), i + 4); ++j) {
      EXPECT_NE(index.track(list[i]).artist, index.track(list[j]).artist) << i << " and " << j;
    }
  }
}

TEST(RankedList, FiveOthersStandBetweenTwoOfAnAlbum) {
  std::vector<library::Track> tracks = tracks_by(std::vector<std::string>(60, ""));
  for (std::size_t i = 0; i < tracks.size(); ++i) tracks[i].album = "album " + std::to_string(i % 10);
  const library::Index index = index_of_vectors(random_matrix(60, 8), Matrix::Ones(60, 1), tracks);
  const Places list = tracks_of(list_for(index, {5}, {}, {.count = 20}));
  for (std::size_t i = 0; i < list.size(); ++i) {
    for (std::size_t j = i + 1; j < std::min(list.size(), i + 6); ++j) {
      EXPECT_NE(index.track(list[i]).album, index.track(list[j]).album) << i << " and " << j;
    }
  }
}

TEST(RankedList, WhereThereIsNobodyElseTheyStandTogether) {
  const library::Index index = index_of_vectors(random_matrix(9, 8), Matrix::Ones(9, 1),
                                                tracks_by(std::vector<std::string>(9, "only")));
  const RankedList list = list_for(index, {5}, {}, {.count = 20, .max_per_artist = 0});
  EXPECT_EQ(list.tracks.size(), 8U);
  EXPECT_TRUE(std::ranges::all_of(list.tracks, [](const auto& each) { return each.delay == Delay::kNone; }));
}

TEST(RankedList, SaysWhatItsRulesMoved) {
  const library::Index index = hundred();
  const RankedList list = list_for(index, {5}, {}, {.count = 20});
  const Places alone = tracks_of(list_for(index, {5}, {}, {.count = 20, .rule_alone = true}));
  bool some_waited = false;
  for (std::size_t i = 0; i < list.tracks.size(); ++i) {
    const Recommendation& each = list.tracks[i];
    const auto place = std::ranges::find(alone, each.track) - alone.begin();
    EXPECT_EQ(each.by_rule.value_or(20), static_cast<std::size_t>(place));
    if (each.delay != Delay::kNone && each.by_rule && *each.by_rule < i) some_waited = true;
  }
  EXPECT_TRUE(some_waited);
  for (const Recommendation& each : list_for(index, {5}, {}, {.count = 20, .rule_alone = true}).tracks) {
    EXPECT_EQ(each.delay, Delay::kNone);
  }
}

/// Six tracks of which 1 is 0 with another title, 3 is 2 as another file, 5 is 4 with less silence.
library::Index with_copies() {
  Matrix vectors = random_matrix(40, 8);
  vectors.row(3) = vectors.row(2);
  vectors.row(5) = vectors.row(4);
  std::vector<library::Track> tracks = tracks_by(std::vector<std::string>(40, ""));
  for (std::size_t i = 0; i < tracks.size(); ++i) tracks[i].title.clear();
  tracks[0].artist = "The Band";
  tracks[0].title = "A Song";
  tracks[1].artist = "Band";
  tracks[1].title = "a song (Remastered 2009)";
  tracks[5].duration_s = 103;
  return index_of_vectors(vectors, Matrix::Ones(40, 1), tracks);
}

bool lists(const RankedList& list, std::size_t place) {
  return std::ranges::find(list.tracks, place, &Recommendation::track) != list.tracks.end();
}

TEST(RankedList, HasNoSongTwice) {
  const library::Index index = with_copies();
  const RankedList list = list_for(index, {20}, {}, {.count = 40});
  EXPECT_NE(lists(list, 0), lists(list, 1)) << "by artist and title";
  EXPECT_NE(lists(list, 2), lists(list, 3)) << "by sound and duration";
  EXPECT_TRUE(lists(list, 4) && lists(list, 5)) << "the sound is the same, the duration is not";
  EXPECT_EQ(list.passed.duplicates, 2U);
  const RankedList by_name = list_for(index, {20}, {}, {.count = 40, .songs_by_sound = false});
  EXPECT_TRUE(lists(by_name, 2) && lists(by_name, 3));
  EXPECT_EQ(by_name.passed.duplicates, 1U);
  EXPECT_EQ(list_for(index, {20}, {}, {.count = 40, .keep_duplicates = true}).tracks.size(), 39U);
}

TEST(RankedList, DurationsOfASongMayDifferALittle) {
  for (const double difference : {-1.4, -0.1, 0.1, 1.4, 1.6}) {
    Matrix vectors = random_matrix(40, 8);
    vectors.row(3) = vectors.row(2);
    std::vector<library::Track> tracks = tracks_by(std::vector<std::string>(40, ""));
    tracks[3].duration_s += difference;
    const RankedList list =
        list_for(index_of_vectors(vectors, Matrix::Ones(40, 1), tracks), {20}, {}, {.count = 40});
    EXPECT_EQ(list.passed.duplicates, std::abs(difference) < 1.5 ? 1U : 0U) << difference;
  }
}

TEST(RankedList, HasNoSongThatIsAFavourite) {
  const library::Index index = with_copies();
  const RankedList list = list_for(index, {0, 2}, {}, {.count = 40});
  EXPECT_FALSE(lists(list, 1));
  EXPECT_FALSE(lists(list, 3));
  EXPECT_EQ(list.passed.known, 2U);
}

TEST(RankedList, FillsALength) {
  const library::Index index = hundred();
  EXPECT_EQ(list_for(index, {5}, {}, {.seconds = 1000}).tracks.size(), 10U);
  EXPECT_EQ(list_for(index, {5}, {}, {.seconds = 1040}).tracks.size(), 10U);
  EXPECT_EQ(list_for(index, {5}, {}, {.seconds = 1060}).tracks.size(), 11U);
  EXPECT_EQ(list_for(index, {5}, {}, {.seconds = 10}).tracks.size(), 1U);
  EXPECT_EQ(list_for(index, {5}, {}, {.seconds = 1e9, .max_per_artist = 0}).tracks.size(), 99U);
}

TEST(RankedList, TellsWhoPulledATrackIn) {
  const library::Index index = hundred("");
  for (const Recommendation& each : list_for(index, {1, 2, 3, 4, 5}, {}, {}).tracks) {
    ASSERT_FALSE(each.pulls.empty());
    EXPECT_LE(each.pulls.size(), 3U);
    EXPECT_TRUE(std::ranges::is_sorted(each.pulls, std::greater<>(), &Pull::share));
    EXPECT_GE(each.score, 0);
    EXPECT_LE(each.score, 1);
  }
  const Recommendation first = list_for(index, {1}, {}, {}).tracks.front();
  ASSERT_EQ(first.pulls.size(), 1U);
  EXPECT_EQ(first.pulls[0].favourite, 0U);
  EXPECT_NEAR(first.pulls[0].share, 1, 1e-9);
  EXPECT_GT(first.score, 0.9) << "the nearest of a hundred";
}

TEST(RankedList, AsksForMoreUntilItIsFull) {
  // All but the last ten tracks are of one artist, and nearer.
  Matrix vectors = random_matrix(500, 4);
  vectors.topRows(490).col(0).array() += 3;
  std::vector<std::string> artists(500, "only");
  std::fill(artists.begin() + 490, artists.end(), "");
  const library::Index index = index_of_vectors(vectors, Matrix::Ones(500, 1), tracks_by(artists));
  const RankedList list = list_for(index, {5}, {}, {.count = 13, .songs_by_sound = false});
  EXPECT_EQ(list.tracks.size(), 13U);
}

}  // namespace
}  // namespace mrec::recommend
