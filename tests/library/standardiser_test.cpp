#include "mrec/library/standardiser.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "mrec/core/rng.h"
#include "support/expect_close.h"

namespace mrec::library {
namespace {

using mrec::testing::expect_close;

std::span<const float> numbers(const Matrix& matrix) {
  return {matrix.data(), static_cast<std::size_t>(matrix.size())};
}

Matrix random_matrix(Eigen::Index rows, Eigen::Index cols, std::uint64_t seed) {
  Rng rng(seed);
  Matrix matrix(rows, cols);
  for (Eigen::Index i = 0; i < rows; ++i) {
    for (Eigen::Index j = 0; j < cols; ++j) matrix(i, j) = rng.uniform() * static_cast<float>(j + 1) + 3.0F;
  }
  return matrix;
}

/// Cosine after standardisation over `library`, as plain loops.
double reference_cosine(const Matrix& library, const Matrix& a, Eigen::Index row_a, const Matrix& b,
                        Eigen::Index row_b) {
  double dot = 0;
  double square_a = 0;
  double square_b = 0;
  for (Eigen::Index j = 0; j < library.cols(); ++j) {
    double mean = 0;
    for (Eigen::Index i = 0; i < library.rows(); ++i) mean += library(i, j);
    mean /= static_cast<double>(library.rows());
    double variance = 0;
    for (Eigen::Index i = 0; i < library.rows(); ++i) variance += std::pow(library(i, j) - mean, 2);
    variance /= static_cast<double>(library.rows());
    if (variance == 0) continue;
    const double x = (a(row_a, j) - mean) / std::sqrt(variance);
    const double y = (b(row_b, j) - mean) / std::sqrt(variance);
    dot += x * y;
    square_a += x * x;
    square_b += y * y;
  }
  return square_a == 0 || square_b == 0 ? 0 : dot / std::sqrt(square_a * square_b);
}

Matrix all_cosines(const Matrix& rows, const Matrix& others) {
  const Standardiser standardiser(rows);
  return standardiser.unit_rows(rows) * standardiser.unit_rows(others).transpose();
}

TEST(Standardiser, KnownAnswer) {
  // Column 0: mean 4, deviation 2. Column 1: mean 10, deviation 10. Column 2 does not vary.
  const Matrix library{{2, 0, 7}, {6, 20, 7}, {2, 20, 7}, {6, 0, 7}};
  const Standardiser standardiser(library);
  EXPECT_EQ(standardiser.dimensions(), 3);
  // (8, -20, 0) is (2, -3, -): length sqrt(13). (4, 30, 99) is (0, 2, -). The mean itself has no direction.
  const Matrix units = standardiser.unit_rows(Matrix{{8, -20, 0}, {4, 30, 99}, {4, 10, 1}});
  const float length = std::sqrt(13.0F);
  EXPECT_TRUE(expect_close(numbers(units), std::vector<float>{2 / length, -3 / length, 0, 0, 1, 0, 0, 0, 0},
                           {.absolute = 1e-6}));
}

TEST(Standardiser, RoundingIsNoVariation) {
  Matrix library = Matrix::Constant(1000, 2, 0.1F);
  library(0, 0) = std::nextafter(0.1F, 1.0F);
  EXPECT_TRUE(Standardiser(library).unit_rows(library).isZero());
}

TEST(Standardiser, OfOneRowHasNoDirections) {
  const Matrix one{{1, 2, 3}};
  EXPECT_TRUE(Standardiser(one).unit_rows(Matrix{{5, 6, 7}}).isZero());
}

TEST(Standardiser, StaysFiniteForExtremeNumbers) {
  const float huge = std::numeric_limits<float>::max();
  const Matrix library{{huge, 1e-9F, 1e-40F}, {-huge, -1e-9F, -1e-40F}};
  const Matrix units = Standardiser(library).unit_rows(Matrix{{huge, huge, huge}, {1e-40F, 1e-40F, 0}});
  ASSERT_TRUE(units.allFinite());
  EXPECT_NEAR(units.row(0).norm(), 1, 1e-6);
  EXPECT_NEAR(units.row(1).norm(), 1, 1e-6);
}

TEST(Standardiser, OfWhatWasLearntBeforeIsTheSame) {
  const Matrix library = random_matrix(50, 7, 1);
  const Standardiser learnt(library);
  const Standardiser again(learnt.mean(), learnt.scale());
  EXPECT_EQ(again.mean(), learnt.mean());
  EXPECT_EQ(again.scale(), learnt.scale());
  EXPECT_EQ(again.unit_rows(library), learnt.unit_rows(library));
}

TEST(Standardiser, TellsMeanAndScale) {
  const Standardiser standardiser(Matrix{{2, 0, 7}, {6, 20, 7}, {2, 20, 7}, {6, 0, 7}});
  EXPECT_EQ(standardiser.mean(), (Eigen::RowVectorXd{{4, 10, 7}}));
  EXPECT_EQ(standardiser.scale(), (Eigen::RowVectorXd{{0.5, 0.1, 0}}));
}

TEST(Standardiser, NoRowsGiveNoRows) {
  const Standardiser standardiser(Matrix{{1, 2}, {3, 4}});
  const Matrix units = standardiser.unit_rows(Matrix(0, 2));
  EXPECT_EQ(units.rows(), 0);
  EXPECT_EQ(units.cols(), 2);
}

TEST(Cosines, AgreeWithPlainLoops) {
  for (const Eigen::Index rows : {2, 3, 7, 383, 384, 385, 769}) {
    for (const Eigen::Index targets : {1, 2, 3, 17}) {
      for (const Eigen::Index dimensions : {1, 2, 13, 64}) {
        const Matrix library = random_matrix(rows, dimensions, 1);
        const Matrix others = random_matrix(targets, dimensions, 2);
        const Matrix actual = all_cosines(library, others);
        for (const Eigen::Index row : {Eigen::Index{0}, rows / 2, rows - 1}) {
          std::vector<float> expected;
          for (Eigen::Index j = 0; j < targets; ++j) {
            expected.push_back(static_cast<float>(reference_cosine(library, library, row, others, j)));
          }
          EXPECT_TRUE(expect_close(std::span<const float>(actual.row(row).data(), expected.size()), expected,
                                   {.absolute = 1e-5}))
              << rows << " rows, " << targets << " targets, " << dimensions << " dimensions, row " << row;
        }
      }
    }
  }
}

}  // namespace
}  // namespace mrec::library
