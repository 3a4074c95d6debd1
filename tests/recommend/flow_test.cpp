#include "mrec/recommend/flow.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "support/small_index.h"

namespace mrec::recommend {
namespace {

using Order = std::vector<std::size_t>;

/// Points on a half circle at these degrees.
FlowInput half_circle(const std::vector<double>& degrees) {
  FlowInput input{.units = Matrix(static_cast<Eigen::Index>(degrees.size()), 2), .artists = {}};
  for (std::size_t i = 0; i < degrees.size(); ++i) {
    const double angle = degrees[i] * std::acos(-1) / 180;
    input.units.row(static_cast<Eigen::Index>(i)) << static_cast<float>(std::cos(angle)),
        static_cast<float>(std::sin(angle));
  }
  input.artists.resize(degrees.size());
  return input;
}

double length_of(const FlowInput& input, const Order& order) {
  double length = 0;
  for (std::size_t i = 1; i < order.size(); ++i) length += step_cost(input, order[i - 1], order[i]);
  return length;
}

TEST(Flow, GoesRoundInOrder) {
  const Order order = flowing_order(half_circle({90, 10, 170, 50, 130}));
  EXPECT_TRUE(order == (Order{1, 3, 0, 4, 2}) || order == (Order{2, 4, 0, 3, 1}));
}

TEST(Flow, MayHaveToBeginWithTheFirst) {
  FlowInput input = half_circle({90, 10, 170, 50, 130});
  input.first_stays = true;
  const Order order = flowing_order(input);
  EXPECT_EQ(order.front(), 0U);
  // By 10 and 50 to 130 and 170, or the other way round: no stretch of it is better turned.
  EXPECT_TRUE(order == (Order{0, 1, 3, 4, 2}) || order == (Order{0, 2, 4, 3, 1}));
}

TEST(Flow, KeepsOneArtistsTracksApart) {
  FlowInput input = half_circle({10, 11, 90, 91});
  input.artists = {"a", "a", "b", "b"};
  const Order order = flowing_order(input);
  for (std::size_t i = 1; i < order.size(); ++i)
    EXPECT_NE(input.artists[order[i - 1]], input.artists[order[i]]);
}

TEST(Flow, IsAsShortAsAnyOrderOfAFew) {
  Matrix units = mrec::testing::random_matrix(7, 3);
  units.rowwise().normalize();
  const FlowInput input{.units = units, .artists = std::vector<std::string>(7)};
  Order order(7);
  std::iota(order.begin(), order.end(), std::size_t{0});
  double shortest = length_of(input, order);
  while (std::ranges::next_permutation(order).found) shortest = std::min(shortest, length_of(input, order));
  EXPECT_LE(length_of(input, flowing_order(input)), 1.1 * shortest) << "2-opt comes near";
}

TEST(Flow, OfNoneAndOne) {
  EXPECT_TRUE(flowing_order(half_circle({})).empty());
  EXPECT_EQ(flowing_order(half_circle({5})), Order{0});
}

TEST(Flow, LeavesNothingOut) {
  Matrix units = mrec::testing::random_matrix(300, 5);
  units.rowwise().normalize();
  const FlowInput input{.units = units, .artists = std::vector<std::string>(300)};
  Order order = flowing_order(input);
  Order unordered(300);
  std::iota(unordered.begin(), unordered.end(), std::size_t{0});
  EXPECT_LT(length_of(input, order), 0.5 * length_of(input, unordered));
  std::ranges::sort(order);
  EXPECT_EQ(order, unordered);
}

TEST(Flow, HasEachTrackOnceThoughItIsNoNumber) {
  Order order = flowing_order(half_circle({90, std::nan(""), 170, std::nan("")}));
  std::ranges::sort(order);
  EXPECT_EQ(order, (Order{0, 1, 2, 3}));
}

}  // namespace
}  // namespace mrec::recommend
