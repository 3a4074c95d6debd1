#include "mrec/library/standardiser.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace mrec::library {
namespace {

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

Standardiser::Standardiser(Eigen::RowVectorXd mean, Eigen::RowVectorXd scale)
    : mean_(std::move(mean)), scale_(std::move(scale)) {
  assert(mean_.size() == scale_.size());
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

}  // namespace mrec::library
