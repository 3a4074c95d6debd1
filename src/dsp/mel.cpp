#include "mrec/dsp/mel.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <vector>

namespace mrec::dsp {
namespace {

constexpr double kHzPerMel = 200.0 / 3.0;
constexpr double kBreakHz = 1000;
constexpr double kBreakMel = kBreakHz / kHzPerMel;  // 15
const double kMelsPerNeper = 27 / std::log(6.4);

/// The n_mels + 2 frequencies at which one triangle begins, the one before peaks and the one before that
/// ends.
std::vector<double> corners_hz(const MelOptions& options) {
  const double lowest = hz_to_mel(options.fmin_hz);
  const double step = (hz_to_mel(options.fmax_hz) - lowest) / (options.n_mels + 1);
  std::vector<double> corners;
  for (int i = 0; i < options.n_mels + 2; ++i) corners.push_back(mel_to_hz(lowest + i * step));
  return corners;
}

/// Height at `hz` of the triangle over three corners, of area 1.
double triangle(const double* corner, double hz) {
  const double rise = (hz - corner[0]) / (corner[1] - corner[0]);
  const double fall = (corner[2] - hz) / (corner[2] - corner[1]);
  return std::max(0.0, std::min(rise, fall)) * 2 / (corner[2] - corner[0]);
}

}  // namespace

double hz_to_mel(double hz) {
  return hz < kBreakHz ? hz / kHzPerMel : kBreakMel + kMelsPerNeper * std::log(hz / kBreakHz);
}

double mel_to_hz(double mel) {
  return mel < kBreakMel ? mel * kHzPerMel : kBreakHz * std::exp((mel - kBreakMel) / kMelsPerNeper);
}

MelFilters::MelFilters(const MelOptions& options)
    : filters_(static_cast<std::size_t>(options.n_fft / 2 + 1)) {
  assert(options.fmin_hz >= 0 && options.fmin_hz < options.fmax_hz);
  const std::vector<double> corners = corners_hz(options);
  std::vector<float> row(filters_.columns());
  for (std::size_t band = 0; band + 2 < corners.size(); ++band) {
    for (std::size_t bin = 0; bin < row.size(); ++bin) {
      const double hz = static_cast<double>(bin) * options.rate_hz / options.n_fft;
      row[bin] = static_cast<float>(triangle(&corners[band], hz));
    }
    filters_.add_row(row);
  }
}

}  // namespace mrec::dsp
