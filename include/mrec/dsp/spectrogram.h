#pragma once

#include <cstddef>
#include <span>
#include <vector>

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

  /// One thread's memory for one frame after another.
  class Workspace {
   public:
    explicit Workspace(const Spectrogram& spectrogram);

   private:
    friend class Spectrogram;
    RealFft::Workspace fft_;
    std::vector<float> power_;  ///< of the frame last computed
  };

  /// 1 + floor(samples / hop). No samples: no frames.
  std::ptrdiff_t frames(std::span<const float> samples) const;

  /// Power |STFT|^2 of frame t, n_fft / 2 + 1 numbers, valid until the workspace is used again.
  std::span<const float> power(std::span<const float> samples, std::ptrdiff_t t, Workspace& workspace) const;

 private:
  void window_frame(std::span<const float> samples, std::ptrdiff_t start, std::span<float> frame) const;

  SpectrogramOptions options_;
  std::vector<float> window_;
  RealFft fft_;
};

}  // namespace mrec::dsp
