#include "mrec/features/mel_levels.h"

#include <cstddef>

#include "features/all_frames.h"
#include "mrec/dsp/mel.h"
#include "mrec/dsp/mfcc.h"

namespace mrec::features {
namespace {

/// Where the triangle of a band begins, peaks and ends: at three neighbours of n_mels + 2 corners.
std::vector<double> corners_hz(const FeatureOptions& options) {
  const double highest_hz = options.fmax_hz > 0 ? options.fmax_hz : options.rate_hz / 2.0;
  const double lowest = dsp::hz_to_mel(options.fmin_hz);
  const double step = (dsp::hz_to_mel(highest_hz) - lowest) / (options.n_mels + 1);
  std::vector<double> corners;
  for (int corner = 0; corner < options.n_mels + 2; ++corner) {
    corners.push_back(dsp::mel_to_hz(lowest + corner * step));
  }
  return corners;
}

}  // namespace

Matrix mel_levels(std::span<const Matrix> chunks, const FeatureOptions& options) {
  const Matrix frames = all_frames(chunks, options.coefficients());
  if (options.kind == FeatureKind::kLogMel) return frames;
  return frames * dsp::cepstral_waves(options.n_mfcc, options.n_mels, options.n_mels);
}

double frame_step_s(const FeatureOptions& options) {
  if (options.in_one_piece()) return static_cast<double>(options.hop) / options.rate_hz;
  return options.chunk_s / options.frames();
}

std::vector<double> band_centres_hz(const FeatureOptions& options) {
  const std::vector<double> corners = corners_hz(options);
  return {corners.begin() + 1, corners.end() - 1};
}

std::vector<double> band_widths_hz(const FeatureOptions& options) {
  const std::vector<double> corners = corners_hz(options);
  std::vector<double> widths;
  for (std::size_t band = 0; band + 2 < corners.size(); ++band) {
    widths.push_back((corners[band + 2] - corners[band]) / 2);
  }
  return widths;
}

}  // namespace mrec::features
