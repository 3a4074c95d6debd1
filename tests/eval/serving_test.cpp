#include "mrec/eval/serving.h"

#include <gtest/gtest.h>

#include <vector>

namespace mrec::eval {
namespace {

using Numbers = std::vector<std::size_t>;
using Places = std::vector<bool>;

// Tracks 0-3 are of genre 0, 4-7 of genre 1, 8 and 9 of genre 2.
const Numbers kGenres = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2};

Serving served(Numbers tastes, std::size_t asked, Numbers list) {
  return {
      .listener = {.favourites = {}, .tastes = std::move(tastes)}, .asked = asked, .list = std::move(list)};
}

TEST(Serving, CountsPlacesOfTheTaste) {
  EXPECT_EQ(places_that_serve(served({0}, 4, {1, 4, 2, 9}), kGenres), (Places{true, false, true, false}));
}

TEST(Serving, CountsATasteUpToItsEvenPart) {
  EXPECT_EQ(places_that_serve(served({0, 1}, 4, {0, 1, 2, 4}), kGenres), (Places{true, true, false, true}));
}

TEST(Serving, ShareIsOfThePlacesThatWereAskedFor) {
  // 2 of 4 and 1 of 2, of which one place is empty.
  const std::vector<Serving> servings = {served({0}, 4, {1, 4, 2, 9}), served({1}, 2, {5})};
  const ServingShare share = serving_share(servings, {.genres = kGenres}, 1);
  EXPECT_DOUBLE_EQ(share.share, 0.5);
  EXPECT_FALSE(share.by_artists);
}

TEST(Serving, IntervalByArtistsIsWideWhereFewArtistsFillTheLists) {
  const Numbers artists = {1, 1, 1, 1, 2, 2, 2, 2, 2, 2};
  const std::vector<Serving> servings(100, served({0}, 4, {0, 1, 4, 5}));
  const ServingShare share = serving_share(servings, {.genres = kGenres, .artists = artists}, 1);
  EXPECT_DOUBLE_EQ(share.by_listeners.low, 0.5);
  EXPECT_DOUBLE_EQ(share.by_listeners.high, 0.5);
  ASSERT_TRUE(share.by_artists);
  EXPECT_DOUBLE_EQ(share.by_artists->low, 0);
  EXPECT_DOUBLE_EQ(share.by_artists->high, 1);
}

TEST(Serving, DifferenceIsThatOfTheSameListeners) {
  std::vector<Serving> servings;
  std::vector<Serving> others;
  for (int i = 0; i < 50; ++i) {
    const bool well = i % 2 == 0;
    servings.push_back(served({0}, 2, well ? Numbers{0, 1} : Numbers{0, 4}));
    others.push_back(served({0}, 2, well ? Numbers{0, 4} : Numbers{5, 4}));
  }
  const ShareDifference difference = share_difference(servings, others, kGenres, 1);
  EXPECT_DOUBLE_EQ(difference.difference, 0.5);
  // Every listener gains one place of two, though the shares themselves vary from listener to listener.
  EXPECT_DOUBLE_EQ(difference.by_listeners.low, 0.5);
  EXPECT_DOUBLE_EQ(difference.by_listeners.high, 0.5);
  EXPECT_DOUBLE_EQ(share_difference(others, servings, kGenres, 1).difference, -0.5);
}

TEST(Serving, DifferenceIsAsSureAsTheListenersAreAgreed) {
  // Every other of 100 gains one place of one: 0.5 +- 0.1.
  std::vector<Serving> servings;
  for (int i = 0; i < 100; ++i) servings.push_back(served({0}, 1, {i % 2 == 0 ? std::size_t{0} : 4}));
  const std::vector<Serving> others(100, served({0}, 1, {4}));
  const Interval interval = share_difference(servings, others, kGenres, 1).by_listeners;
  EXPECT_NEAR(interval.low, 0.4, 0.03);
  EXPECT_NEAR(interval.high, 0.6, 0.03);
}

TEST(Serving, EvennessIsTheRarerTasteByTheCommoner) {
  const std::vector<Serving> servings = {served({0, 1}, 4, {0, 4, 5, 6}), served({1, 0}, 4, {0, 1, 4, 5}),
                                         served({0, 1}, 4, {0, 1, 2, 8}), served({0, 1}, 2, {8, 9})};
  EXPECT_DOUBLE_EQ(evenness(servings, kGenres), (1.0 / 3 + 1 + 0 + 0) / 4);
  EXPECT_EQ(evenness({}, kGenres), 0);
}

TEST(Serving, SmallTasteIsTheLast) {
  const std::vector<Serving> servings = {served({0, 1}, 4, {0, 1, 2, 4}), served({0, 1}, 4, {0, 1, 2, 8}),
                                         served({0, 1}, 4, {0, 1, 2, 3})};
  const SmallTaste taste = small_taste(servings, kGenres, 1);
  EXPECT_DOUBLE_EQ(taste.share, 1.0 / 12);
  EXPECT_DOUBLE_EQ(taste.left_out, 2.0 / 3);
  EXPECT_LT(taste.left_out_interval.low, 0.3);
  EXPECT_GT(taste.left_out_interval.high, 0.9);
  EXPECT_DOUBLE_EQ(taste.share_interval.low, 0);
  EXPECT_DOUBLE_EQ(taste.share_interval.high, 0.25);
}

TEST(Serving, AsksForWhatMayBeListedAndNoMore) {
  const TrackFacts tracks{.genres = kGenres};
  const ListenerPlan plan{.favourites = {2}, .list = 3};
  // The first that may be listed, in the tracks' order.
  const Ranker ranker = [](std::span<const std::size_t>, const std::vector<bool>& may, std::size_t count) {
    Numbers list;
    for (std::size_t i = 0; i < may.size() && list.size() < count; ++i) {
      if (may[i]) list.push_back(i);
    }
    return list;
  };
  const auto listeners = draw_listeners(tracks, plan, 40, 3);
  const auto servings = serve(listeners, plan, tracks, ranker, Workers(2));
  ASSERT_EQ(servings.size(), 40U);
  for (std::size_t i = 0; i < 40; ++i) {
    EXPECT_EQ(servings[i].listener.favourites, listeners[i].favourites);
    EXPECT_EQ(servings[i].asked, 2U);  // of four tracks two are favourites
    EXPECT_EQ(servings[i].list, ranker({}, may_be_listed(listeners[i], tracks), 2));
  }
}

}  // namespace
}  // namespace mrec::eval
