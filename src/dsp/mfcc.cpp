#include "mrec/dsp/mfcc.h"

#include <cassert>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace mrec::dsp {

Matrix cepstral_waves(int n_mfcc, int n_mels, int places) {
  Matrix waves(n_mfcc, places);
  for (int k = 0; k < n_mfcc; ++k) {
    const double scale = std::sqrt((k == 0 ? 1.0 : 2.0) / n_mels);
    for (int place = 0; place < places; ++place) {
      const double angle = std::numbers::pi * k * (2 * place + 1) / (2.0 * places);
      waves(k, place) = static_cast<float>(scale * std::cos(angle));
    }
  }
  return waves;
}

CepstralTransform::CepstralTransform(int n_mels, int n_mfcc) : basis_(static_cast<std::size_t>(n_mels)) {
  assert(n_mfcc >= 1 && n_mfcc <= n_mels);
  const Matrix waves = cepstral_waves(n_mfcc, n_mels, n_mels);
  for (Eigen::Index k = 0; k < waves.rows(); ++k) basis_.add_row({waves.row(k).data(), basis_.columns()});
}

}  // namespace mrec::dsp
