#include "nn/filter_spectra.h"

#include <cassert>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "mrec/core/matrix.h"

namespace mrec::nn {
namespace {

using DoubleMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Cosines (`phase` 0) or negative sines (a quarter turn) that transform `places` numbers, divided by the
/// size: (bins x places).
DoubleMatrix waves(std::size_t size, std::size_t places, double phase) {
  DoubleMatrix waves(size / 2 + 1, places);
  for (Eigen::Index bin = 0; bin < waves.rows(); ++bin) {
    for (Eigen::Index place = 0; place < waves.cols(); ++place) {
      const auto step = static_cast<std::size_t>(bin * place) % size;
      const double angle = 2 * std::numbers::pi * static_cast<double>(step) / static_cast<double>(size);
      waves(bin, place) = std::cos(angle + phase) / static_cast<double>(size);
    }
  }
  return waves;
}

/// Writes one tap's conjugate spectra c - i d, both (bins x filters).
void put_tap(const DoubleMatrix& c, const DoubleMatrix& d, std::size_t tap, FilterSpectra& spectra) {
  const auto bins = static_cast<std::size_t>(c.rows());
  for (Eigen::Index bin = 0; bin < c.rows(); ++bin) {
    for (Eigen::Index filter = 0; filter < c.cols(); ++filter) {
      const auto [group, lane] = std::div(filter, static_cast<Eigen::Index>(kFilterGroup));
      const std::size_t row =
          (static_cast<std::size_t>(group) * bins + static_cast<std::size_t>(bin)) * spectra.taps + tap;
      float* parts = spectra.values.data() + row * 3 * kFilterGroup + lane;
      parts[0] = static_cast<float>(c(bin, filter));
      parts[kFilterGroup] = static_cast<float>(c(bin, filter) - d(bin, filter));
      parts[2 * kFilterGroup] = static_cast<float>(c(bin, filter) + d(bin, filter));
    }
  }
}

}  // namespace

FilterSpectra FilterSpectra::of(const FilterBank& bank, std::size_t line_length) {
  assert(bank.weights.size() == bank.taps * bank.places * bank.filters && bank.places <= line_length);
  FilterSpectra spectra{.plan = FftPlan::of_at_least(line_length),
                        .taps = bank.taps,
                        .groups = (bank.filters + kFilterGroup - 1) / kFilterGroup,
                        .values = {}};
  const DoubleMatrix cosines = waves(spectra.plan.size, bank.places, 0);
  const DoubleMatrix sines = waves(spectra.plan.size, bank.places, std::numbers::pi / 2);
  const auto bins = static_cast<std::size_t>(cosines.rows());
  spectra.values.resize(spectra.groups * bins * spectra.taps * 3 * kFilterGroup);
  for (std::size_t tap = 0; tap < bank.taps; ++tap) {
    const Eigen::Map<const Matrix> weights(bank.weights.data() + tap * bank.places * bank.filters,
                                           static_cast<Eigen::Index>(bank.places),
                                           static_cast<Eigen::Index>(bank.filters));
    put_tap(cosines * weights.cast<double>(), sines * weights.cast<double>(), tap, spectra);
  }
  return spectra;
}

std::span<const float> FilterSpectra::group(std::size_t number) const {
  const std::size_t floats = values.size() / groups;
  return std::span(values).subspan(number * floats, floats);
}

}  // namespace mrec::nn
