#include "mrec/eval/distance_rules.h"

#include <gtest/gtest.h>

#include <vector>

namespace mrec::eval {
namespace {

using Numbers = std::vector<std::size_t>;

Matrix four_tracks() {
  Matrix distances(4, 4);
  distances << 0, 9, 1, 6,  //
      9, 0, 8, 2,           //
      7, 7, 0, 7,           //
      7, 7, 7, 0;
  return distances;
}

TEST(DistanceRules, LookAtTheRowsOfTheFavourites) {
  const std::vector<bool> may = {false, false, true, true};
  const Numbers favourites = {0, 1};
  // Track 2 is at 1 and 8, track 3 at 6 and 2.
  EXPECT_EQ(least_mean_distance(four_tracks())(favourites, may, 2), (Numbers{3, 2}));
  EXPECT_EQ(least_distance(four_tracks())(favourites, may, 2), (Numbers{2, 3}));
}

TEST(DistanceRules, ListWhatMayBeListedAndNoMoreThanAsked) {
  const Numbers favourites = {0};
  EXPECT_EQ(least_distance(four_tracks())(favourites, {false, true, true, true}, 2), (Numbers{2, 3}));
  EXPECT_EQ(least_distance(four_tracks())(favourites, {false, true, false, false}, 2), Numbers{1});
  EXPECT_EQ(least_mean_distance(four_tracks())(favourites, {false, false, false, false}, 2), Numbers{});
}

TEST(DistanceRules, PutEquallyNearTracksInTheirOrder) {
  const Matrix equal = Matrix::Ones(5, 5);
  EXPECT_EQ(least_mean_distance(equal)(Numbers{2}, {true, true, false, true, true}, 3), (Numbers{0, 1, 3}));
}

}  // namespace
}  // namespace mrec::eval
