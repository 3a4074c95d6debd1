#include "mrec/features/mel_levels.h"

#include "features/all_frames.h"
#include "mrec/dsp/mel.h"
#include "mrec/dsp/mfcc.h"

namespace mrec::features {
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
  const double highest_hz = options.fmax_hz > 0 ? options.fmax_hz : options.rate_hz / 2.0;
  const double lowest = dsp::hz_to_mel(options.fmin_hz);
  const double step = (dsp::hz_to_mel(highest_hz) - lowest) / (options.n_mels + 1);
  std::vector<double> centres;
  for (int band = 1; band <= options.n_mels; ++band) centres.push_back(dsp::mel_to_hz(lowest + band * step));
  return centres;
}

}  // namespace mrec::features
