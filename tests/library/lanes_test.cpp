#include "mrec/library/lanes.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/small_index.h"

namespace mrec::library {
namespace {

TEST(Lanes, HoldEveryNumberInItsPlace) {
  for (const std::size_t tracks : {1U, 2U, 31U, 32U, 33U, 65U}) {
    for (const std::size_t width : {1U, 2U, 7U}) {
      const Matrix rows =
          testing::random_matrix(static_cast<Eigen::Index>(tracks), static_cast<Eigen::Index>(width));
      const std::vector<float> values = to_lanes(rows);
      ASSERT_EQ(values.size(), (tracks + 31) / 32 * 32 * width);
      for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t track = i / (32 * width) * 32 + i % 32;
        const auto number = static_cast<Eigen::Index>(i / 32 % width);
        const float expected = track < tracks ? rows(static_cast<Eigen::Index>(track), number) : 0;
        ASSERT_EQ(values[i], expected) << tracks << " tracks of " << width << ", at " << i;
      }
    }
  }
}

TEST(Lanes, OfSomeColumnsAreThose) {
  const Matrix rows = testing::random_matrix(5, 9);
  EXPECT_EQ(to_lanes(rows.leftCols(4)), to_lanes(Matrix(rows.leftCols(4))));
}

TEST(Lanes, GiveBackPartsOfATrack) {
  const Matrix rows = testing::random_matrix(70, 6);
  const std::vector<float> values = to_lanes(rows);
  const LaneView view{.values = values.data(), .tracks = 70, .width = 6};
  EXPECT_EQ(view.block(2) - view.values, 2 * 6 * 32);
  for (const std::size_t track : {0U, 31U, 32U, 63U, 69U}) {
    for (std::size_t from = 0; from <= 6; ++from) {
      std::vector<float> part(6 - from, 99.0F);
      view.copy_to(track, from, part);
      for (std::size_t i = 0; i < part.size(); ++i) {
        EXPECT_EQ(part[i], rows(static_cast<Eigen::Index>(track), static_cast<Eigen::Index>(from + i)));
      }
    }
  }
}

TEST(Lanes, OfNoneAreNone) {
  EXPECT_EQ(blocks_of(0), 0U);
  EXPECT_TRUE(to_lanes(Matrix(0, 4)).empty());
}

}  // namespace
}  // namespace mrec::library
