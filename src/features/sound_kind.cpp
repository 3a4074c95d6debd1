#include "mrec/features/sound_kind.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

#include "features/speech_cues.h"
#include "mrec/dsp/mfcc.h"
#include "mrec/features/mel_levels.h"

namespace mrec::features {
namespace {

/// Cepstral coefficients that are looked at, so that all kinds of features are alike.
constexpr int kCoefficients = 13;
constexpr double kWindow_s = 3;
/// Hiss of -60 dBFS is silence still, with some room for its wavering.
constexpr double kSilent_dbfs = -57;
/// A few coefficients smear a pure tone over many bands of little power each. Where these differ by more,
/// there may be one, however low they are; of hiss they differ by less.
constexpr float kTonal_db = 30;

/// A network that is as sure as this of one of its words, which are all music's, heard music: rap, say.
constexpr float kSureOfMusic = 0.8F;

bool is_known_music(const TrackFeatures& track) {
  return std::ranges::any_of(track.predicted_tags,
                             [](const PredictedTag& tag) { return tag.probability >= kSureOfMusic; });
}

/// Logistic regression, fitted on 158 spoken tracks and 332 of music with MFCC and with log-mel (see
/// docs/evaluation.md, "Silence and speech").
double speech_probability(const SpeechCues& cues) {
  const double log_odds =
      -1.8 - 27 * cues.beat + 0.58 * cues.turns_db - 9.5 * cues.middle + 1.5 * cues.change_db;
  return 1 / (1 + std::exp(-log_odds));
}

/// Levels of each chunk without the frames at its ends, which look beyond it.
std::vector<Matrix> inner_levels(const TrackFeatures& track, const FeatureOptions& options) {
  const Eigen::Index beyond = (options.n_fft / 2 + options.hop - 1) / options.hop;
  std::vector<Matrix> inner;
  for (const Matrix& chunk : track.chunks) {
    if (chunk.rows() == 0) continue;
    const Eigen::Index cut = std::min(beyond, (chunk.rows() - 1) / 2);
    inner.push_back(mel_levels({&chunk, 1}, options).middleRows(cut, chunk.rows() - 2 * cut));
  }
  return inner;
}

/// The same without what only some kinds of features tell.
std::vector<Matrix> smoothed(const std::vector<Matrix>& chunks, const FeatureOptions& options) {
  const Matrix waves =
      dsp::cepstral_waves(std::min(kCoefficients, options.n_mels), options.n_mels, options.n_mels);
  std::vector<Matrix> smooth;
  for (const Matrix& levels : chunks) {
    const Matrix cepstra = levels * waves.transpose();
    smooth.push_back(cepstra * waves);
  }
  return smooth;
}

/// Equal parts of about 3 s, one chunk's each.
std::vector<Matrix> windows_of(const std::vector<Matrix>& chunks, double step_s) {
  std::vector<Matrix> windows;
  for (const Matrix& chunk : chunks) {
    const double length = static_cast<double>(chunk.rows()) * step_s / kWindow_s;
    const Eigen::Index parts = std::max<Eigen::Index>(1, std::lround(length));
    for (Eigen::Index part = 0; part < parts; ++part) {
      const Eigen::Index begin = part * chunk.rows() / parts;
      windows.push_back(chunk.middleRows(begin, (part + 1) * chunk.rows() / parts - begin));
    }
  }
  return windows;
}

/// Mean power of each frame in dB of full scale, by Parseval's theorem from what the bands hold.
Vector levels_dbfs(const Matrix& levels, const FeatureOptions& options) {
  const std::vector<double> widths = band_widths_hz(options);
  Vector weights(static_cast<Eigen::Index>(widths.size()));
  // Two halves of the spectrum; the squares of a Hann window of n samples sum up to 3/8 n.
  const double scale = 2 / (0.375 * options.n_fft * options.n_fft);
  for (Eigen::Index band = 0; band < weights.size(); ++band) {
    weights[band] = static_cast<float>(scale * widths[static_cast<std::size_t>(band)]);
  }
  const Matrix powers = (levels.array() * (std::numbers::ln10_v<float> / 10)).exp();
  return 10 * (powers * weights).array().log10();
}

/// How many frames of a chunk are silent.
std::ptrdiff_t silent_frames(const Matrix& levels, const FeatureOptions& options) {
  const Vector level = levels_dbfs(levels, options);
  const Vector spread_db = levels.rowwise().maxCoeff() - levels.rowwise().minCoeff();
  std::ptrdiff_t silent = 0;
  for (Eigen::Index t = 0; t < levels.rows(); ++t) {
    const bool hides_tone = options.kind == FeatureKind::kMfcc && spread_db[t] > kTonal_db;
    if (level[t] < kSilent_dbfs && !hides_tone) ++silent;
  }
  return silent;
}

double silent_share(const std::vector<Matrix>& chunks, const FeatureOptions& options) {
  std::ptrdiff_t silent = 0;
  std::ptrdiff_t frames = 0;
  for (const Matrix& levels : chunks) {
    silent += silent_frames(levels, options);
    frames += levels.rows();
  }
  return frames > 0 ? static_cast<double>(silent) / static_cast<double>(frames) : 0;
}

}  // namespace

SoundKind sound_kind(const TrackFeatures& track, const FeatureOptions& options) {
  const std::vector<Matrix> chunks = inner_levels(track, options);
  SoundKind kind{.silence = silent_share(chunks, options)};
  if (is_known_music(track)) return kind;
  const double step_s = static_cast<double>(options.hop) / options.rate_hz;
  const auto cues =
      speech_cues(windows_of(smoothed(chunks, options), step_s), band_centres_hz(options), step_s);
  if (cues) kind.speech = speech_probability(*cues);
  return kind;
}

}  // namespace mrec::features
