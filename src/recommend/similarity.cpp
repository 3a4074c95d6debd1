#include "mrec/recommend/similarity.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace mrec::recommend {
namespace {

/// Rows of a block. A multiple of the height of every micro-kernel of Eigen's product, so that none of its
/// rows is treated as a remainder, which would be summed in another order.
constexpr Eigen::Index kBlockRows = 384;

/// Below this share of its mean a standard deviation is rounding.
constexpr double kLeastRelativeDeviation = 1e-6;
constexpr double kLeastDeviation = 1e-12;

double scale_of(double mean, double deviation) {
  const bool varies = deviation > std::max(kLeastDeviation, kLeastRelativeDeviation * std::abs(mean));
  return varies ? 1 / deviation : 0;
}

}  // namespace

Standardiser::Standardiser(const MatrixRef& rows) {
  assert(rows.rows() > 0);
  const auto count = static_cast<double>(rows.rows());
  mean_.setZero(rows.cols());
  for (Eigen::Index i = 0; i < rows.rows(); ++i) mean_ += rows.row(i).cast<double>();
  mean_ /= count;
  Eigen::RowVectorXd squares = Eigen::RowVectorXd::Zero(rows.cols());
  for (Eigen::Index i = 0; i < rows.rows(); ++i) squares += (rows.row(i).cast<double>() - mean_).cwiseAbs2();
  scale_ = mean_.binaryExpr((squares / count).cwiseSqrt(), &scale_of);
}

Matrix Standardiser::unit_rows(const MatrixRef& rows) const {
  assert(rows.cols() == dimensions());
  Matrix units(rows.rows(), rows.cols());
  Eigen::RowVectorXd row;
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    row = (rows.row(i).cast<double>() - mean_).cwiseProduct(scale_);
    row.stableNormalize();
    units.row(i) = row.cast<float>();
  }
  return units;
}

void for_each_cosines(const MatrixRef& rows, const Matrix& targets, const Standardiser& standardiser,
                      const CosineSink& sink) {
  // Every block has the full size, the last filled up with zeros: see kBlockRows.
  Matrix units = Matrix::Zero(kBlockRows, rows.cols());
  Matrix cosines(kBlockRows, targets.rows());
  for (Eigen::Index first = 0; first < rows.rows(); first += kBlockRows) {
    const Eigen::Index count = std::min(kBlockRows, rows.rows() - first);
    units.topRows(count) = standardiser.unit_rows(rows.middleRows(first, count));
    cosines.noalias() = units * targets.transpose();
    cosines = cosines.cwiseMax(-1.0F).cwiseMin(1.0F);
    for (Eigen::Index i = 0; i < count; ++i) {
      sink(static_cast<std::size_t>(first + i),
           std::span(cosines.row(i).data(), static_cast<std::size_t>(cosines.cols())));
    }
  }
}

}  // namespace mrec::recommend
