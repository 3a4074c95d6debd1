#pragma once

#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/dsp/mfcc.h"
#include "mrec/dsp/real_fft.h"
#include "mrec/features/feature_options.h"

namespace mrec::features {

/// Which numbers stand for a track, in this order.
struct TrackStatisticsOptions {
  /// Mean, standard deviation and standard deviation of the delta of the first 20 cepstral coefficients, or
  /// of as many as there are: 60 numbers, each statistic over all coefficients before the next one.
  bool cepstral = true;
  /// How strongly 16 mel envelopes change, and how fast: for each of 9 modulation bands the first 6
  /// coefficients of the DCT across the envelopes: 54 numbers, band by band from slow to fast.
  bool modulation = true;
};

/// A track's features as one vector, for classifiers that take no sequences. Thread-safe.
///
/// The delta of a coefficient is its difference from one frame to the next. Modulation is in short that of
/// McKinney and Breebaart (Features for audio and music classification, 2003): spectra of 256 frames, half
/// overlapping, their power averaged, and of that in each band log(1 + power), the unit being a swing of 1
/// dB.
class TrackStatistics {
 public:
  /// Of tracks with features of these options, MFCC or log-mel; at least one kind of numbers must be chosen.
  explicit TrackStatistics(const FeatureOptions& features, const TrackStatisticsOptions& options = {});

  /// Numbers a track.
  Eigen::Index size() const;

  /// Chunks, (frames x coefficients) each, count as following one another. There is at least one frame.
  Vector of(std::span<const Matrix> chunks) const;

 private:
  Matrix cepstra(const Matrix& frames) const;
  Matrix envelopes(const Matrix& frames) const;
  Vector cepstral_statistics(const Matrix& frames) const;
  Eigen::MatrixXd band_power(const Matrix& levels) const;
  Vector modulation(const Matrix& frames) const;

  FeatureKind kind_;
  TrackStatisticsOptions options_;
  int columns_;                        ///< numbers a frame has
  int coefficients_;                   ///< cepstral ones that are looked at
  Matrix to_envelopes_;                ///< (columns x envelopes)
  dsp::CepstralTransform cepstrum_;    ///< of a log-mel frame
  dsp::CepstralTransform across_mel_;  ///< of a modulation band
  dsp::RealFft fft_;
  std::vector<float> window_;
};

}  // namespace mrec::features
