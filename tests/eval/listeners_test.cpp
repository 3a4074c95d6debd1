#include "mrec/eval/listeners.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace mrec::eval {
namespace {

using Numbers = std::vector<std::size_t>;

/// So many tracks of each genre, the genres in turn: track i is of genre i % genres.
Numbers genres_in_turn(std::size_t genres, std::size_t each) {
  Numbers numbers(genres * each);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = i % genres;
  return numbers;
}

TEST(Listeners, LikeTracksOfTheirTastes) {
  const Numbers genres = genres_in_turn(4, 12);
  const auto listeners = draw_listeners({.genres = genres}, {.favourites = {5, 2}, .list = 20}, 200, 1);
  ASSERT_EQ(listeners.size(), 200U);
  std::set<std::size_t> seen;
  for (const Listener& listener : listeners) {
    ASSERT_EQ(listener.tastes.size(), 2U);
    EXPECT_NE(listener.tastes[0], listener.tastes[1]);
    ASSERT_EQ(listener.favourites.size(), 7U);
    EXPECT_EQ(std::set(listener.favourites.begin(), listener.favourites.end()).size(), 7U);
    for (std::size_t i = 0; i < 7; ++i)
      EXPECT_EQ(genres[listener.favourites[i]], listener.tastes[i < 5 ? 0 : 1]);
    seen.insert(listener.favourites.begin(), listener.favourites.end());
  }
  EXPECT_EQ(seen.size(), genres.size());
}

TEST(Listeners, AreThoseOfTheirSeed) {
  const Numbers genres = genres_in_turn(3, 9);
  const auto favourites = [&](std::uint64_t seed) {
    return draw_listeners({.genres = genres}, {}, 1, seed).front().favourites;
  };
  EXPECT_EQ(favourites(1), favourites(1));
  EXPECT_NE(favourites(1), favourites(2));
}

TEST(Listeners, AreNotDrawnOfGenresThatAreTooSmall) {
  const Numbers genres = {0, 0, 0, 0, 1, 1, 1, 2};
  for (const Listener& listener : draw_listeners({.genres = genres}, {.favourites = {3}}, 50, 1)) {
    EXPECT_EQ(listener.tastes, Numbers{0});
  }
  EXPECT_EQ(draw_listeners({.genres = genres}, {.favourites = {3}}, 50, 1).size(), 50U);
  EXPECT_TRUE(draw_listeners({.genres = genres}, {.favourites = {4}}, 50, 1).empty());
  EXPECT_TRUE(draw_listeners({.genres = genres}, {.favourites = {3, 1}}, 50, 1).empty());
}

TEST(Listeners, AreDrawnAgainWhenTheirArtistsLeaveNothing) {
  // All of genre 0 are by one artist: whoever likes it has nothing left.
  const Numbers genres = {0, 0, 0, 1, 1, 1};
  const Numbers artists = {9, 9, 9, 1, 2, 3};
  const auto listeners = draw_listeners({.genres = genres, .artists = artists}, {.favourites = {1}}, 30, 1);
  ASSERT_EQ(listeners.size(), 30U);
  for (const Listener& listener : listeners) EXPECT_EQ(listener.tastes, Numbers{1});
}

TEST(Listeners, MayBeGivenNoFavouriteAndNoneOfItsArtist) {
  const Numbers genres = {0, 0, 0, 1, 1, 1};
  const Numbers artists = {7, 8, 7, 7, 8, 9};
  const Listener listener{.favourites = {0}, .tastes = {0}};
  EXPECT_EQ(may_be_listed(listener, {.genres = genres}),
            (std::vector<bool>{false, true, true, true, true, true}));
  EXPECT_EQ(may_be_listed(listener, {.genres = genres, .artists = artists}),
            (std::vector<bool>{false, true, false, false, true, true}));
}

TEST(Listeners, AreJudgedByListsThatCouldServeThem) {
  const Numbers genres = {0, 0, 0, 0, 1, 1, 1};
  const TrackFacts tracks{.genres = genres};
  EXPECT_EQ(fair_length({.favourites = {0}, .tastes = {0}}, {.list = 10}, tracks), 3U);
  EXPECT_EQ(fair_length({.favourites = {0}, .tastes = {0}}, {.list = 2}, tracks), 2U);
  EXPECT_EQ(fair_length({.favourites = {0, 4}, .tastes = {0, 1}}, {.list = 20}, tracks), 4U);
  EXPECT_EQ(fair_length({.favourites = {0, 4}, .tastes = {1, 0}}, {.list = 20}, tracks), 4U);
}

}  // namespace
}  // namespace mrec::eval
