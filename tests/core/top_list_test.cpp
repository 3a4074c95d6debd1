#include "mrec/core/top_list.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "mrec/core/rng.h"

namespace mrec {
namespace {

using Item = std::pair<int, int>;  ///< value and number

/// The greatest value first; of equal ones the lowest number.
bool ranks_before(const Item& a, const Item& b) {
  return a.first != b.first ? a.first > b.first : a.second < b.second;
}

using Best = TopList<Item, ranks_before>;

TEST(TopList, IsTheBeginningOfAllSorted) {
  Rng rng(1);
  for (const std::size_t offered : {0U, 1U, 2U, 3U, 7U, 50U, 333U}) {
    for (const std::size_t count : {0U, 1U, 2U, 5U, 50U, 400U}) {
      std::vector<Item> all;
      Best best(count);
      for (std::size_t i = 0; i < offered; ++i) {
        all.emplace_back(static_cast<int>(rng.below(20)), static_cast<int>(i));  // many are equal
      }
      rng.shuffle(std::span(all));
      for (const Item& item : all) best.offer(item);
      std::ranges::sort(all, ranks_before);
      all.resize(std::min(count, all.size()));
      EXPECT_EQ(std::move(best).best_first(), all) << offered << " offered, " << count << " kept";
    }
  }
}

TEST(TopList, KnowsWhatMayComeIn) {
  Best best(2);
  EXPECT_FALSE(best.full());
  EXPECT_TRUE(best.may_take({-100, 9}));
  best.offer({5, 1});
  best.offer({3, 2});
  EXPECT_TRUE(best.full());
  EXPECT_EQ(best.worst(), Item(3, 2));
  EXPECT_TRUE(best.may_take({4, 9}));
  EXPECT_TRUE(best.may_take({3, 1}));
  EXPECT_FALSE(best.may_take({3, 3}));
  EXPECT_FALSE(best.may_take({3, 2}));
  best.offer({4, 9});
  EXPECT_EQ(best.worst(), Item(4, 9));
  EXPECT_EQ(best.items().size(), 2U);
}

TEST(TopList, OfNoneTakesNone) {
  Best best(0);
  EXPECT_TRUE(best.full());
  EXPECT_FALSE(best.may_take({1, 1}));
  best.offer({1, 1});
  EXPECT_TRUE(best.items().empty());
}

}  // namespace
}  // namespace mrec
