#include "mrec/eval/chance_rule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace mrec::eval {
namespace {

using Numbers = std::vector<std::size_t>;

TEST(ChanceRule, ListsWhatMayBeListedOnceAndNoMoreThanAsked) {
  std::vector<bool> may(20, true);
  may[3] = false;
  Numbers list = by_chance(1)(Numbers{3}, may, 30);
  std::ranges::sort(list);
  EXPECT_EQ(list, (Numbers{0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19}));
  EXPECT_EQ(by_chance(1)(Numbers{3}, may, 4).size(), 4U);
}

TEST(ChanceRule, DependsOnSeedAndFavouritesOnly) {
  const std::vector<bool> may(100, true);
  const Numbers list = by_chance(1)(Numbers{3, 4}, may, 10);
  EXPECT_EQ(by_chance(1)(Numbers{3, 4}, may, 10), list);
  EXPECT_NE(by_chance(2)(Numbers{3, 4}, may, 10), list);
  EXPECT_NE(by_chance(1)(Numbers{3, 5}, may, 10), list);
}

TEST(ChanceRule, GivesEveryTrackItsTurn) {
  const std::vector<bool> may(10, true);
  Numbers first(10);
  for (std::size_t favourite = 0; favourite < 5'000; ++favourite) {
    ++first[by_chance(1)(Numbers{favourite}, may, 1).front()];
  }
  EXPECT_GT(std::ranges::min(first), 400U);  // 500 each, 21 to either side
  EXPECT_LT(std::ranges::max(first), 600U);
}

}  // namespace
}  // namespace mrec::eval
