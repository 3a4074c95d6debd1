#include "classic/shrunk_covariance.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace mrec::classic {
namespace {

/// Standard deviations of centred columns; 1 where only rounding is left of them.
Eigen::RowVectorXd scales(const Eigen::MatrixXd& centred, const Eigen::RowVectorXd& mean) {
  const auto count = static_cast<double>(centred.rows());
  Eigen::RowVectorXd result = (centred.colwise().squaredNorm() / count).cwiseSqrt();
  for (Eigen::Index k = 0; k < result.size(); ++k) {
    const double rounding = count * std::numeric_limits<double>::epsilon() * std::abs(mean(k));
    if (result(k) <= rounding) result(k) = 1;
  }
  return result;
}

Eigen::MatrixXd towards_identity(Eigen::MatrixXd covariance, double shrinkage) {
  const double variance = covariance.trace() / static_cast<double>(covariance.rows());
  covariance *= 1 - shrinkage;
  covariance.diagonal().array() += shrinkage * variance;
  return covariance;
}

/// Of `covariance`, made of centred rows: how far its entries are off, as their scatter from row to row
/// tells, against how far it is from a multiple of the identity. All norms are squared.
double ledoit_wolf(const Eigen::MatrixXd& centred, const Eigen::MatrixXd& covariance) {
  const auto count = static_cast<double>(centred.rows());
  const double variance = covariance.trace() / static_cast<double>(covariance.rows());
  const double distance =
      covariance.squaredNorm() - variance * variance * static_cast<double>(covariance.rows());
  const double fourth_powers = centred.rowwise().squaredNorm().squaredNorm();
  const double error = (fourth_powers / count - covariance.squaredNorm()) / count;
  return distance > 0 ? std::clamp(error / distance, 0.0, 1.0) : 0;
}

}  // namespace

Eigen::MatrixXd shrunk_covariance(Eigen::MatrixXd rows, std::optional<double> shrinkage) {
  const Eigen::RowVectorXd mean = rows.colwise().mean();
  rows.rowwise() -= mean;
  const auto count = static_cast<double>(rows.rows());
  if (shrinkage) return towards_identity(rows.transpose() * rows / count, *shrinkage);
  const Eigen::RowVectorXd scale = scales(rows, mean);
  rows = rows * scale.cwiseInverse().asDiagonal();
  const Eigen::MatrixXd covariance = rows.transpose() * rows / count;
  const Eigen::MatrixXd shrunk = towards_identity(covariance, ledoit_wolf(rows, covariance));
  return scale.asDiagonal() * shrunk * scale.asDiagonal();
}

}  // namespace mrec::classic
