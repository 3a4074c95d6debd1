#pragma once

#include <span>

#include "mrec/dsp/banded_matrix.h"

namespace mrec::dsp {

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
