#include "library/alike_scale.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "support/small_index.h"

namespace mrec::library {
namespace {

Matrix unit_rows(Eigen::Index rows, Eigen::Index dimensions) {
  return testing::random_matrix(rows, dimensions).rowwise().normalized();
}

/// Cosines of all pairs, rising.
std::vector<double> cosines_of(const Matrix& units) {
  std::vector<double> cosines;
  for (Eigen::Index i = 0; i < units.rows(); ++i) {
    for (Eigen::Index j = 0; j < i; ++j) {
      cosines.push_back(units.row(i).cast<double>().dot(units.row(j).cast<double>()));
    }
  }
  std::ranges::sort(cosines);
  return cosines;
}

double counted_share(const std::vector<double>& cosines, double cosine) {
  const auto below = std::ranges::lower_bound(cosines, cosine) - cosines.begin();
  return static_cast<double>(below) / static_cast<double>(cosines.size());
}

TEST(AlikeScale, IsTheShareThatIsCounted) {
  for (const Eigen::Index tracks : {10, 50, 200, 1500}) {
    const Matrix units = unit_rows(tracks, 8);
    const std::vector<double> cosines = cosines_of(units);
    const std::vector<float> scale = alike_scale(units);
    ASSERT_EQ(scale.size(), 1025U);
    EXPECT_TRUE(std::ranges::is_sorted(scale));
    for (const auto& [step, share] :
         {std::pair(0, 0.0), {64, 0.5}, {128, 0.75}, {256, 0.9375}, {1024, 1.0}}) {
      const auto place = static_cast<std::size_t>(share * static_cast<double>(cosines.size() - 1));
      EXPECT_NEAR(scale[static_cast<std::size_t>(step)], cosines[place], 1e-6)
          << tracks << " tracks, step " << step;
    }
    // A step of the scale, of 64 to the half, or the last of 2^-16, and one pair more or less.
    const double one_pair = 1 / static_cast<double>(cosines.size());
    for (double cosine = -0.999; cosine < 1; cosine += 0.01) {
      const double expected = counted_share(cosines, cosine);
      const double tolerance = (1 - expected) * (1 - std::exp2(-1.0 / 64)) + std::exp2(-16) + 2 * one_pair;
      EXPECT_NEAR(share_below(scale, cosine), expected, tolerance) << tracks << " tracks, cosine " << cosine;
    }
  }
}

TEST(AlikeScale, RisesFromNoneToAll) {
  const Matrix units = unit_rows(100, 6);
  const std::vector<double> cosines = cosines_of(units);
  const std::vector<float> scale = alike_scale(units);
  EXPECT_EQ(share_below(scale, -1.1), 0);
  EXPECT_EQ(share_below(scale, cosines.front() - 1e-5), 0);
  EXPECT_EQ(share_below(scale, cosines.back() + 1e-5), 1);
  double before = 0;
  for (double cosine = -1; cosine <= 1; cosine += 1e-3) {
    const double share = share_below(scale, cosine);
    EXPECT_GE(share, before);
    before = share;
  }
}

TEST(AlikeScale, TellsTheMostAlikeApart) {
  const std::vector<double> cosines = cosines_of(unit_rows(1500, 8));
  const std::vector<float> scale = alike_scale(unit_rows(1500, 8));
  for (const double share : {0.99, 0.999, 0.9999}) {
    const double cosine = cosines[static_cast<std::size_t>(share * static_cast<double>(cosines.size()))];
    EXPECT_NEAR(share_below(scale, cosine), share, 0.02 * (1 - share)) << share;
  }
}

TEST(AlikeScale, OfALargeLibraryIsThatOfSomeAllOver) {
  Matrix units = unit_rows(6000, 3);
  for (Eigen::Index i = 0; i < 3000; ++i)
    units.row(i) = units.row(0).eval();  // a quarter of the pairs are equal
  const std::vector<float> scale = alike_scale(units);
  EXPECT_NEAR(share_below(scale, 0.9999), 0.75, 0.01);
}

TEST(AlikeScale, OfFewerThanTwoKnowsNothing) {
  EXPECT_TRUE(alike_scale(Matrix(0, 4)).empty());
  EXPECT_TRUE(alike_scale(unit_rows(1, 4)).empty());
  EXPECT_EQ(share_below({}, 0.3), 0.5);
  EXPECT_EQ(share_below(std::vector<float>(7), 0.3), 0.5);  // of a damaged file
}

TEST(AlikeScale, OfOnePairIsBelowOrAbove) {
  const Matrix units{{1, 0}, {0.6F, 0.8F}};
  const std::vector<float> scale = alike_scale(units);
  EXPECT_EQ(share_below(scale, 0.59), 0);
  EXPECT_EQ(share_below(scale, 0.61), 1);
}

TEST(AlikeScale, OfADamagedFileThatDoesNotRiseIsReadAllTheSame) {
  std::vector<float> scale = alike_scale(unit_rows(50, 6));
  std::ranges::reverse(scale);
  for (std::size_t i = 0; i < scale.size(); i += 5) scale[i] = std::numeric_limits<float>::quiet_NaN();
  for (double cosine = -1.5; cosine < 1.5; cosine += 0.01) {
    const double share = share_below(scale, cosine);
    EXPECT_TRUE(std::isnan(share) || (share >= 0 && share <= 1)) << share;
  }
}

}  // namespace
}  // namespace mrec::library
