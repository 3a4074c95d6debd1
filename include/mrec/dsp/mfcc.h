#pragma once

#include "mrec/core/matrix.h"
#include "mrec/dsp/banded_matrix.h"

namespace mrec::dsp {

/// Orthonormal DCT-II over the mel bands, of which the first few coefficients are kept.
class CepstralTransform {
 public:
  /// 1 <= n_mfcc <= n_mels.
  CepstralTransform(int n_mels, int n_mfcc);

  /// (frames x n_mels) in decibels gives (frames x n_mfcc).
  Matrix mfcc(MatrixRef log_mel) const { return basis_.product(log_mel); }

 private:
  BandedMatrix basis_;
};

}  // namespace mrec::dsp
