#pragma once

#include <span>

#include "mrec/core/matrix.h"
#include "mrec/dsp/banded_matrix.h"

namespace mrec::dsp {

/// The waves of the orthonormal DCT-II over n_mels bands, (n_mfcc x places): each seen in the middle of so
/// many equal parts of the bands. Coefficients times them are the bands again where there is a place for
/// each.
Matrix cepstral_waves(int n_mfcc, int n_mels, int places);

/// Orthonormal DCT-II over the mel bands, of which the first few coefficients are kept.
class CepstralTransform {
 public:
  /// 1 <= n_mfcc <= n_mels.
  CepstralTransform(int n_mels, int n_mfcc);

  /// Of one frame: n_mels decibels give n_mfcc coefficients.
  void mfcc(std::span<const float> log_mel, std::span<float> coefficients) const {
    basis_.product(log_mel, coefficients);
  }

 private:
  BandedMatrix basis_;
};

}  // namespace mrec::dsp
