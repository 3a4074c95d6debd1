#include "library/neighbourhood.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "support/expect_close.h"
#include "support/small_index.h"

namespace mrec::library {
namespace {

using testing::expect_close;
using testing::random_matrix;
using testing::Tolerance;

constexpr Tolerance kCosines{.absolute = 1e-6};

Matrix unit_rows(Eigen::Index rows, Eigen::Index dimensions, std::uint64_t seed) {
  return random_matrix(rows, dimensions, seed).rowwise().normalized();
}

std::size_t itself(std::size_t row) {
  return row;
}

std::size_t nobody(std::size_t) {
  return kMostReferences;
}

/// By sorting all cosines.
std::vector<double> plain_nearness(const Matrix& rows, const Matrix& references, const OwnReference& own) {
  std::vector<double> means;
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    std::vector<double> cosines;
    for (Eigen::Index j = 0; j < references.rows(); ++j) {
      if (own(static_cast<std::size_t>(i)) == static_cast<std::size_t>(j)) continue;
      cosines.push_back(rows.row(i).cast<double>().dot(references.row(j).cast<double>()));
    }
    std::ranges::sort(cosines, std::ranges::greater{});
    cosines.resize(std::min<std::size_t>(10, cosines.size()));
    double sum = 0;
    for (const double cosine : cosines) sum += cosine;
    means.push_back(cosines.empty() ? 0 : sum / static_cast<double>(cosines.size()));
  }
  return means;
}

TEST(Neighbourhood, IsThatOfAllCosinesSorted) {
  for (const Eigen::Index tracks : {1, 2, 3, 9, 10, 11, 12, 24, 25, 64, 257, 600}) {
    for (const Eigen::Index dimensions : {1, 2, 13, 64}) {
      const Matrix units = unit_rows(tracks, dimensions, 1);
      EXPECT_TRUE(expect_close(nearness_of_neighbours(units, units, itself, Workers(1)),
                               plain_nearness(units, units, itself), kCosines))
          << tracks << " tracks of " << dimensions;
    }
  }
}

TEST(Neighbourhood, AmongOthers) {
  const Matrix units = unit_rows(50, 7, 1);
  for (const Eigen::Index count : {0, 1, 5, 10, 32, 33, 300}) {
    const Matrix references = unit_rows(count, 7, 2);
    EXPECT_TRUE(expect_close(nearness_of_neighbours(units, references, nobody, Workers(1)),
                             plain_nearness(units, references, nobody), kCosines))
        << count;
  }
}

TEST(Neighbourhood, OnlyATracksOwnReferenceDoesNotCount) {
  const Matrix units = unit_rows(60, 5, 1);
  const Matrix references = units.topRows(40);
  const auto own = [](std::size_t row) { return row < 40 ? row : kMostReferences; };
  const std::vector<float> actual = nearness_of_neighbours(units, references, own, Workers(1));
  EXPECT_TRUE(expect_close(actual, plain_nearness(units, references, own), kCosines));
  const std::vector<float> with_itself = nearness_of_neighbours(units, references, nobody, Workers(1));
  EXPECT_GT(with_itself[3], actual[3]);
  EXPECT_EQ(with_itself[50], actual[50]);
}

TEST(Neighbourhood, OfEqualTracksIsOne) {
  const Matrix units = unit_rows(1, 4, 1).replicate(700, 1);
  for (const float mean : nearness_of_neighbours(units, units, itself, Workers(1)))
    EXPECT_NEAR(mean, 1, 1e-6);
}

TEST(Neighbourhood, OpposedTracksAreFarToo) {
  const Matrix units{{1, 0}, {-1, 0}, {-1, 0}};
  EXPECT_TRUE(expect_close(nearness_of_neighbours(units, units, itself, Workers(1)),
                           std::vector<float>{-1, 0, 0}, kCosines));
}

/// That a track that is added hears the same of its neighbours as if it had always been there.
TEST(Neighbourhood, IsTheSameAtAnyNumberOfThreadsAndOfRowsAtOnce) {
  const Matrix units = unit_rows(300, 20, 1);
  const std::vector<float> expected = nearness_of_neighbours(units, units, itself, Workers(1));
  EXPECT_EQ(nearness_of_neighbours(units, units, itself, Workers(4)), expected);
  for (const Eigen::Index row : {0, 5, 299}) {
    const auto own = [&](std::size_t) { return static_cast<std::size_t>(row); };
    EXPECT_EQ(nearness_of_neighbours(units.middleRows(row, 1), units, own, Workers(1)).front(),
              expected[static_cast<std::size_t>(row)]);
  }
}

TEST(Neighbourhood, ReferencesOfALargeLibraryAreSomeOfIt) {
  EXPECT_TRUE(choose_references(0).empty());
  EXPECT_TRUE(choose_references(kMostReferences).empty());
  const std::vector<std::uint32_t> rows = choose_references(kMostReferences + 1);
  EXPECT_EQ(rows.size(), kMostReferences);
  const std::vector<std::uint32_t> some = choose_references(100'000);
  EXPECT_EQ(some, choose_references(100'000));
  EXPECT_EQ(std::set(some.begin(), some.end()).size(), kMostReferences);
  EXPECT_TRUE(std::ranges::is_sorted(some));
  EXPECT_LT(some.back(), 100'000U);
  const auto in_first_half = std::ranges::count_if(some, [](std::uint32_t row) { return row < 50'000; });
  EXPECT_NEAR(static_cast<double>(in_first_half), 10'000, 300);
}

}  // namespace
}  // namespace mrec::library
