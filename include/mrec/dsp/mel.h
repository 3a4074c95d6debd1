#pragma once

#include <span>

#include "mrec/dsp/banded_matrix.h"

namespace mrec::dsp {

/// Mel scale of Slaney's Auditory Toolbox: linear below 1 kHz (66.7 Hz a mel), logarithmic above (27 mel a
/// factor 6.4).
double hz_to_mel(double hz);
double mel_to_hz(double mel);

struct MelOptions {
  int rate_hz = 22050;
  int n_fft = 2048;
  int n_mels = 128;
  double fmin_hz = 0;      ///< lower edge of the first band
  double fmax_hz = 11025;  ///< upper edge of the last band, above fmin_hz
};

/// Triangular filters whose n_mels + 2 corners are equally spaced in mel, each scaled by 2 / (its width in
/// Hz), so that a flat spectrum gives every band the same. A band so narrow that no bin falls into it is
/// zero.
class MelFilters {
 public:
  explicit MelFilters(const MelOptions& options);

  /// Power in each band of one frame: n_fft / 2 + 1 numbers give n_mels.
  void mel(std::span<const float> power, std::span<float> bands) const { filters_.product(power, bands); }

 private:
  BandedMatrix filters_;
};

}  // namespace mrec::dsp
