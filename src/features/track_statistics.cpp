#include "mrec/features/track_statistics.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "features/all_frames.h"
#include "mrec/dsp/mfcc.h"
#include "mrec/dsp/window.h"

namespace mrec::features {
namespace {

constexpr int kCepstralCoefficients = 20;
constexpr int kEnvelopes = 16;
constexpr int kAcrossMel = 6;
constexpr int kWindow = 256;
constexpr Eigen::Index kStep = 128;
/// Where the modulation bands begin and end, in bins of a window's spectrum.
constexpr std::array<std::size_t, 10> kBandEdges = {2, 4, 6, 9, 13, 19, 28, 42, 64, 129};
constexpr Eigen::Index kBands = kBandEdges.size() - 1;
/// Power in its bin of an envelope that swings by 1 dB up and down: half the window's sum, squared. Smaller
/// changes are hardly heard and, in quiet sounds, mostly noise; so they count little.
constexpr double kUnitPower = kWindow * kWindow / 16.0;

std::span<const float> row_of(const Matrix& matrix, Eigen::Index row) {
  return {matrix.row(row).data(), static_cast<std::size_t>(matrix.cols())};
}
std::span<float> row_of(Matrix& matrix, Eigen::Index row) {
  return {matrix.row(row).data(), static_cast<std::size_t>(matrix.cols())};
}

/// Neighbouring bands averaged, as evenly as they can be shared out.
Matrix band_means(int bands, int envelopes) {
  Matrix weights = Matrix::Zero(bands, envelopes);
  for (int e = 0; e < envelopes; ++e) {
    const int begin = e * bands / envelopes;
    const int end = (e + 1) * bands / envelopes;
    weights.col(e).segment(begin, end - begin).setConstant(1.0F / static_cast<float>(end - begin));
  }
  return weights;
}

Matrix envelope_weights(const FeatureOptions& features) {
  const int envelopes = std::min(kEnvelopes, features.n_mels);
  return features.kind == FeatureKind::kLogMel
             ? band_means(features.n_mels, envelopes)
             : dsp::cepstral_waves(features.n_mfcc, features.n_mels, envelopes);
}

Eigen::RowVectorXd deviation(const Eigen::MatrixXd& rows) {
  const Eigen::RowVectorXd mean = rows.colwise().mean();
  return (rows.rowwise() - mean).array().square().colwise().mean().sqrt();
}

/// From each frame to the next one; a single frame does not change.
Eigen::MatrixXd changes(const Eigen::MatrixXd& rows) {
  if (rows.rows() == 1) return Eigen::MatrixXd::Zero(1, rows.cols());
  return rows.bottomRows(rows.rows() - 1) - rows.topRows(rows.rows() - 1);
}

}  // namespace

TrackStatistics::TrackStatistics(const FeatureOptions& features, const TrackStatisticsOptions& options)
    : kind_(features.kind),
      options_(options),
      columns_(features.coefficients()),
      coefficients_(std::min(kCepstralCoefficients, columns_)),
      to_envelopes_(envelope_weights(features)),
      cepstrum_(columns_, coefficients_),
      across_mel_(static_cast<int>(to_envelopes_.cols()),
                  std::min(kAcrossMel, static_cast<int>(to_envelopes_.cols()))),
      fft_(kWindow),
      window_(dsp::hann_window(kWindow)) {
  assert(options.cepstral || options.modulation);
}

Eigen::Index TrackStatistics::size() const {
  const Eigen::Index across = std::min<Eigen::Index>(kAcrossMel, to_envelopes_.cols());
  return (options_.cepstral ? 3 * coefficients_ : 0) + (options_.modulation ? kBands * across : 0);
}

Vector TrackStatistics::of(std::span<const Matrix> chunks) const {
  assert(!chunks.empty() && chunks.front().cols() == columns_);
  const Matrix frames = all_frames(chunks, columns_);
  assert(frames.rows() > 0);
  Vector statistics(size());
  Eigen::Index place = 0;
  const auto append = [&](const Vector& numbers) {
    statistics.segment(place, numbers.size()) = numbers;
    place += numbers.size();
  };
  if (options_.cepstral) append(cepstral_statistics(frames));
  if (options_.modulation) append(modulation(frames));
  return statistics;
}

Matrix TrackStatistics::cepstra(const Matrix& frames) const {
  if (kind_ == FeatureKind::kMfcc) return frames.leftCols(coefficients_);
  Matrix cepstra(frames.rows(), coefficients_);
  for (Eigen::Index t = 0; t < frames.rows(); ++t) cepstrum_.mfcc(row_of(frames, t), row_of(cepstra, t));
  return cepstra;
}

Vector TrackStatistics::cepstral_statistics(const Matrix& frames) const {
  const Eigen::MatrixXd coefficients = cepstra(frames).cast<double>();
  Vector statistics(3 * coefficients_);
  statistics << coefficients.colwise().mean().transpose().cast<float>(),
      deviation(coefficients).transpose().cast<float>(),
      deviation(changes(coefficients)).transpose().cast<float>();
  return statistics;
}

/// At least one window long.
Matrix TrackStatistics::envelopes(const Matrix& frames) const {
  Matrix envelopes = Matrix::Zero(std::max<Eigen::Index>(frames.rows(), kWindow), to_envelopes_.cols());
  envelopes.topRows(frames.rows()) = frames * to_envelopes_;
  return envelopes;
}

/// The mean over all windows, (bands x envelopes).
Eigen::MatrixXd TrackStatistics::band_power(const Matrix& levels) const {
  Eigen::MatrixXd power = Eigen::MatrixXd::Zero(kBands, levels.cols());
  dsp::RealFft::Workspace workspace(fft_);
  std::vector<float> spectrum(static_cast<std::size_t>(fft_.bins()));
  Eigen::Index windows = 0;
  for (Eigen::Index start = 0; start + kWindow <= levels.rows(); start += kStep, ++windows) {
    for (Eigen::Index e = 0; e < levels.cols(); ++e) {
      const std::span<float> time = workspace.time();
      for (std::size_t t = 0; t < time.size(); ++t) {
        time[t] = window_[t] * levels(start + static_cast<Eigen::Index>(t), e);
      }
      fft_.power(workspace, spectrum);
      for (std::size_t band = 0; band + 1 < kBandEdges.size(); ++band) {
        for (std::size_t bin = kBandEdges[band]; bin < kBandEdges[band + 1]; ++bin) {
          power(static_cast<Eigen::Index>(band), e) += spectrum[bin];
        }
      }
    }
  }
  return power / static_cast<double>(windows);
}

Vector TrackStatistics::modulation(const Matrix& frames) const {
  const Matrix strength = (band_power(envelopes(frames)).array() / kUnitPower).log1p().cast<float>();
  Matrix across(kBands, std::min<Eigen::Index>(kAcrossMel, strength.cols()));
  for (Eigen::Index band = 0; band < kBands; ++band) {
    across_mel_.mfcc(row_of(strength, band), row_of(across, band));
  }
  return across.reshaped<Eigen::RowMajor>();
}

}  // namespace mrec::features
