#include "mrec/eval/list_variety.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace mrec::eval {
namespace {

using Numbers = std::vector<std::size_t>;

double apart(std::size_t a, std::size_t b) {
  return std::abs(static_cast<double>(a) - static_cast<double>(b));
}

SameSong by_numbers(Numbers songs) {
  return [songs = std::move(songs)](std::size_t a, std::size_t b) { return songs[a] == songs[b]; };
}

Serving served(Numbers favourites, Numbers list) {
  return {
      .listener = {.favourites = std::move(favourites), .tastes = {0}}, .asked = list.size(), .list = list};
}

/// Lists the tracks that may be listed, those with the favourite's number first.
Ranker prefers_same(const Numbers& numbers) {
  return [&](std::span<const std::size_t> favourites, const std::vector<bool>& may, std::size_t count) {
    Numbers list;
    for (const bool same : {true, false}) {
      for (std::size_t i = 0; i < may.size() && list.size() < count; ++i) {
        if (may[i] && (numbers[i] == numbers[favourites.front()]) == same) list.push_back(i);
      }
    }
    return list;
  };
}

TEST(ListVariety, IsThatOfAllPairsByHand) {
  const Numbers artists = {1, 1, 2, 3};
  const SameSong songs = by_numbers({0, 1, 0, 3});
  // Pairs 1, 2, 1; three of three artists; then a pair at 3 of one artist.
  const std::vector<Serving> servings = {served({}, {1, 2, 3}), served({}, {0, 3})};
  const ListVariety variety = list_variety(servings, apart, artists, songs);
  EXPECT_DOUBLE_EQ(variety.dissimilarity, (4.0 / 3 + 3) / 2);
  EXPECT_DOUBLE_EQ(variety.artists, 1);
  EXPECT_EQ(variety.repeats, 0);
  EXPECT_DOUBLE_EQ(list_variety(std::vector{served({}, {0, 1})}, apart, artists, songs).artists, 0.5);
  EXPECT_EQ(list_variety(servings, apart, {}, songs).artists, 0);
}

TEST(ListVariety, CountsSongsThatWereHeardBefore) {
  const SameSong songs = by_numbers({0, 1, 0, 1, 4});
  // Track 2 is the song of 0; track 3 that of the favourite 1.
  const std::vector<Serving> servings = {served({1}, {0, 2, 3, 4})};
  EXPECT_DOUBLE_EQ(list_variety(servings, apart, {}, songs).repeats, 0.5);
}

TEST(ListVariety, MeanDissimilarityIsThatOfTheLibrarysPairs) {
  // |i - j| of two different of 0 ... 9: (n + 1) / 3.
  EXPECT_NEAR(mean_dissimilarity(10, apart, 1), 11.0 / 3, 0.05);
  EXPECT_EQ(mean_dissimilarity(2, apart, 1), 1);
  EXPECT_EQ(mean_dissimilarity(1, apart, 1), 0);
}

class SourcePullTest : public testing::Test {
 protected:
  SourcePullTest() {
    for (std::size_t i = 0; i < 60; ++i) {
      genres.push_back(i % 3);
      sources.push_back(i < 30 ? 0 : 1);
    }
  }
  SourcePull pull(const Ranker& ranker) const {
    return source_pull({.genres = genres}, sources, {.favourites = {3}, .list = 6}, 100, ranker, 1,
                       Workers(2));
  }
  Numbers genres;
  Numbers sources;
};

TEST_F(SourcePullTest, IsGreatWhereListsKeepToOneSource) {
  const SourcePull found = pull(prefers_same(sources));
  EXPECT_EQ(found.listeners, 100U);
  EXPECT_DOUBLE_EQ(found.share, 1);
  EXPECT_NEAR(found.chance, 7.0 / 17, 1e-9);
  EXPECT_NEAR(found.ratio, 17.0 / 7, 1e-9);
  EXPECT_NEAR(found.ratio_interval.low, 17.0 / 7, 1e-9);
}

TEST_F(SourcePullTest, IsOneWhereListsAreTheWholeLibrary) {
  const Ranker whole = [this](std::span<const std::size_t> favourites, const std::vector<bool>& may,
                              std::size_t) { return prefers_same(genres)(favourites, may, genres.size()); };
  const SourcePull found = pull(whole);
  EXPECT_NEAR(found.ratio, 1, 1e-9);
  EXPECT_NEAR(found.share, 7.0 / 17, 1e-9);
}

TEST_F(SourcePullTest, LooksAtGenresOfSeveralSourcesOnly) {
  for (std::size_t i = 0; i < 60; ++i) sources[i] = genres[i];
  EXPECT_EQ(pull(prefers_same(sources)).listeners, 0U);
  sources[0] = 1;  // genre 0 has one track of source 1, and 19 of its own
  sources[3] = 1;
  EXPECT_NEAR(pull(prefers_same(genres)).chance, 16.0 / 18, 1e-2);
}

}  // namespace
}  // namespace mrec::eval
