#include "classic/shrunk_covariance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "mrec/core/rng.h"
#include "support/expect_close.h"

namespace mrec::classic {
namespace {

using testing::expect_close;
using testing::Tolerance;

constexpr Tolerance kTight{.absolute = 1e-10, .relative = 1e-10};

std::vector<double> values_of(const Eigen::MatrixXd& matrix) {
  return {matrix.data(), matrix.data() + matrix.size()};
}

Eigen::MatrixXd random_rows(Eigen::Index count, Eigen::Index width) {
  Rng rng(9);
  Eigen::MatrixXd rows(count, width);
  for (Eigen::Index i = 0; i < count; ++i) {
    for (Eigen::Index k = 0; k < width; ++k) {
      rows(i, k) =
          static_cast<double>(k + 1) * static_cast<double>(rng.uniform()) + (k > 0 ? rows(i, k - 1) : 5);
    }
  }
  return rows;
}

double covariance_of(const Eigen::MatrixXd& rows, Eigen::Index a, Eigen::Index b) {
  double product = 0;
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    product += (rows(i, a) - rows.col(a).mean()) * (rows(i, b) - rows.col(b).mean());
  }
  return product / static_cast<double>(rows.rows());
}

/// Ledoit and Wolf's formulas as the paper has them (lemma 3.2 to 3.5), row by row: m, d^2, b^2.
double plain_ledoit_wolf(const Eigen::MatrixXd& standardised) {
  const Eigen::Index width = standardised.cols();
  const auto count = static_cast<double>(standardised.rows());
  const auto norm = [&](const Eigen::MatrixXd& matrix) {
    double sum = 0;
    for (const double value : matrix.reshaped()) sum += value * value;
    return sum / static_cast<double>(width);
  };
  Eigen::MatrixXd sample = Eigen::MatrixXd::Zero(width, width);
  for (const auto& row : standardised.rowwise()) sample += row.transpose() * row / count;
  const double m = sample.trace() / static_cast<double>(width);
  const double d2 = norm(sample - m * Eigen::MatrixXd::Identity(width, width));
  double b2 = 0;
  for (const auto& row : standardised.rowwise()) b2 += norm(row.transpose() * row - sample) / (count * count);
  return std::min(b2, d2) / d2;
}

TEST(ShrunkCovariance, WithoutShrinkageIsTheCovariance) {
  const Eigen::MatrixXd rows = random_rows(7, 3);
  const Eigen::MatrixXd actual = shrunk_covariance(rows, 0);
  for (Eigen::Index a = 0; a < 3; ++a) {
    for (Eigen::Index b = 0; b < 3; ++b) EXPECT_NEAR(actual(a, b), covariance_of(rows, a, b), 1e-12);
  }
}

TEST(ShrunkCovariance, GivenShrinkageGoesTowardsTheMeanVariance) {
  const Eigen::MatrixXd rows = random_rows(7, 3);
  Eigen::MatrixXd expected = 0.75 * shrunk_covariance(rows, 0);
  expected.diagonal().array() += 0.25 * shrunk_covariance(rows, 0).trace() / 3;
  EXPECT_TRUE(expect_close(values_of(shrunk_covariance(rows, 0.25)), values_of(expected), kTight));
}

TEST(ShrunkCovariance, LedoitAndWolfsEstimateOnStandardisedColumns) {
  for (const auto& [count, width] : {std::pair(3, 2), {7, 5}, {5, 11}, {40, 3}}) {
    const Eigen::MatrixXd rows = random_rows(count, width);
    const Eigen::MatrixXd plain = shrunk_covariance(rows, 0);
    const Eigen::VectorXd scale = plain.diagonal().cwiseSqrt();
    const Eigen::MatrixXd standardised =
        (rows.rowwise() - rows.colwise().mean()) * scale.cwiseInverse().asDiagonal();
    const double shrinkage = plain_ledoit_wolf(standardised);
    EXPECT_GT(shrinkage, 0.001);
    Eigen::MatrixXd expected = (1 - shrinkage) * plain;
    expected.diagonal() += shrinkage * plain.diagonal();
    EXPECT_TRUE(expect_close(values_of(shrunk_covariance(rows, {})), values_of(expected), kTight));
  }
}

TEST(ShrunkCovariance, OneRowHasNone) {
  EXPECT_TRUE(shrunk_covariance(random_rows(1, 3), {}).isZero(0));
  EXPECT_TRUE(shrunk_covariance(random_rows(1, 3), 0.5).isZero(0));
}

TEST(ShrunkCovariance, OfConstantColumnsOnlyRoundingIsLeft) {
  Eigen::MatrixXd rows = random_rows(9, 3);
  rows.col(1).setConstant(0.1);
  const Eigen::MatrixXd actual = shrunk_covariance(rows, {});
  EXPECT_TRUE(actual.allFinite());
  EXPECT_LT(std::abs(actual(0, 1)), 1e-12);
  EXPECT_LT(actual(1, 1), 1);
}

}  // namespace
}  // namespace mrec::classic
