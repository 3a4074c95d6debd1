#include "mrec/genre/true_genres.h"

#include <gtest/gtest.h>

namespace mrec::genre {
namespace {

TEST(TrueGenres, NumbersWhatIsKnown) {
  const std::vector<std::string> genres = {"rock", "folk", "jazz"};
  const TrueGenres one = true_genres("folk", genres);
  EXPECT_EQ(one.known, (std::vector<std::size_t>{1}));
  EXPECT_TRUE(one.unknown.empty());
  const TrueGenres several = true_genres("ska; jazz;rock ;folk;dub", genres);
  EXPECT_EQ(several.known, (std::vector<std::size_t>{0, 1, 2}));
  EXPECT_EQ(several.unknown, (std::vector<std::string>{"dub", "ska"}));
  EXPECT_TRUE(true_genres("Rock", genres).known.empty());
}

}  // namespace
}  // namespace mrec::genre
