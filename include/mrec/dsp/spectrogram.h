#pragma once

#include <span>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/dsp/padding.h"
#include "mrec/dsp/real_fft.h"

namespace mrec::dsp {

struct SpectrogramOptions {
  int n_fft = 2048;  ///< window and transform length, samples; at least 2
  int hop = 512;     ///< samples between frames; at least 1
  Padding padding = Padding::kZero;
};

/// Short-time Fourier transform with a Hann window, frame t centred on sample t * hop.
class Spectrogram {
 public:
  explicit Spectrogram(const SpectrogramOptions& options);

  /// Power |STFT|^2, frames x (n_fft / 2 + 1), where frames = 1 + floor(samples / hop). No samples: no
  /// frames.
  Matrix power(std::span<const float> samples) const;

 private:
  void window_frame(std::span<const float> samples, std::ptrdiff_t start, std::span<float> frame) const;

  SpectrogramOptions options_;
  std::vector<float> window_;
  RealFft fft_;
};

}  // namespace mrec::dsp
