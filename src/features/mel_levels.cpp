#include "mrec/features/mel_levels.h"

#include <cmath>
#include <numbers>

#include "mrec/dsp/mel.h"

namespace mrec::features {
namespace {

/// (coefficients x bands), the inverse of dsp::CepstralTransform.
Matrix inverse_cepstrum(int n_mfcc, int n_mels) {
  Matrix weights(n_mfcc, n_mels);
  for (int k = 0; k < n_mfcc; ++k) {
    const double scale = std::sqrt((k == 0 ? 1.0 : 2.0) / n_mels);
    for (int band = 0; band < n_mels; ++band) {
      weights(k, band) =
          static_cast<float>(scale * std::cos(std::numbers::pi * k * (2 * band + 1) / (2.0 * n_mels)));
    }
  }
  return weights;
}

}  // namespace

Matrix mel_levels(std::span<const Matrix> chunks, const FeatureOptions& options) {
  Eigen::Index frames = 0;
  for (const Matrix& chunk : chunks) frames += chunk.rows();
  Matrix levels(frames, options.coefficients());
  Eigen::Index place = 0;
  for (const Matrix& chunk : chunks) {
    levels.middleRows(place, chunk.rows()) = chunk;
    place += chunk.rows();
  }
  if (options.kind == FeatureKind::kLogMel) return levels;
  return levels * inverse_cepstrum(options.n_mfcc, options.n_mels);
}

double frame_step_s(const FeatureOptions& options) {
  if (options.in_one_piece()) return static_cast<double>(options.hop) / options.rate_hz;
  return options.chunk_s / options.frames();
}

std::vector<double> band_centres_hz(const FeatureOptions& options) {
  const double highest_hz = options.fmax_hz > 0 ? options.fmax_hz : options.rate_hz / 2.0;
  const double lowest = dsp::hz_to_mel(options.fmin_hz);
  const double step = (dsp::hz_to_mel(highest_hz) - lowest) / (options.n_mels + 1);
  std::vector<double> centres;
  for (int band = 1; band <= options.n_mels; ++band) centres.push_back(dsp::mel_to_hz(lowest + band * step));
  return centres;
}

}  // namespace mrec::features
