#include "alike_scale.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace mrec::library {
namespace {

constexpr Eigen::Index kMostTracks = 1500;
constexpr int kSteps = 1024;
constexpr double kStepsToHalve = 64;

double share_of(std::size_t step) {
  return step == kSteps ? 1 : 1 - std::exp2(-static_cast<double>(step) / kStepsToHalve);
}

/// Rows at equal distances.
Matrix sample_of(const MatrixRef& units) {
  const Eigen::Index count = std::min(kMostTracks, units.rows());
  Matrix sample(count, units.cols());
  for (Eigen::Index i = 0; i < count; ++i) sample.row(i) = units.row(i * units.rows() / count);
  return sample;
}

}  // namespace

std::vector<float> alike_scale(const MatrixRef& units) {
  if (units.rows() < 2) return {};
  const Matrix sample = sample_of(units);
  const Matrix products = sample * sample.transpose();
  std::vector<float> cosines;
  for (Eigen::Index i = 0; i < products.rows(); ++i) {
    cosines.insert(cosines.end(), products.row(i).data(), products.row(i).data() + i);
  }
  std::ranges::sort(cosines);
  std::vector<float> scale;
  for (std::size_t step = 0; step <= kSteps; ++step) {
    scale.push_back(
        cosines[static_cast<std::size_t>(share_of(step) * static_cast<double>(cosines.size() - 1))]);
  }
  return scale;
}

double share_below(std::span<const float> scale, double cosine) {
  if (scale.size() != kSteps + 1) return 0.5;
  const auto above =
      std::ranges::upper_bound(scale, cosine, {}, [](float each) { return static_cast<double>(each); });
  if (above == scale.begin()) return 0;
  if (above == scale.end()) return 1;
  const auto step = static_cast<std::size_t>(above - scale.begin());
  const double low = static_cast<double>(scale[step - 1]);
  const double part = (cosine - low) / (static_cast<double>(scale[step]) - low);
  return share_of(step - 1) + part * (share_of(step) - share_of(step - 1));
}

}  // namespace mrec::library
