#include "mrec/dsp/mfcc.h"

#include <cassert>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace mrec::dsp {

CepstralTransform::CepstralTransform(int n_mels, int n_mfcc) : basis_(static_cast<std::size_t>(n_mels)) {
  assert(n_mfcc >= 1 && n_mfcc <= n_mels);
  std::vector<float> row(basis_.columns());
  for (int k = 0; k < n_mfcc; ++k) {
    const double scale = std::sqrt((k == 0 ? 1.0 : 2.0) / n_mels);
    for (int band = 0; band < n_mels; ++band) {
      const double angle = std::numbers::pi * k * (2 * band + 1) / (2.0 * n_mels);
      row[static_cast<std::size_t>(band)] = static_cast<float>(scale * std::cos(angle));
    }
    basis_.add_row(row);
  }
}

}  // namespace mrec::dsp
