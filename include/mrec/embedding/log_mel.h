#pragma once

#include <cstddef>
#include <span>

#include "mrec/dsp/mel.h"
#include "mrec/dsp/spectrogram.h"

namespace mrec::embedding {

/// What musicnn hears (Pons et al. 2019, as published in musicnn 0.1.0).
inline constexpr int kRate_hz = 16000;
inline constexpr int kWindow = 512;       ///< samples
inline constexpr int kHop = 256;          ///< samples between frames
inline constexpr int kBands = 96;         ///< mel bands over 0 to 8,000 Hz
inline constexpr int kPatchFrames = 187;  ///< frames of one patch, 3 s
/// Samples from one patch to the next.
inline constexpr std::size_t kPatchStep = std::size_t{kPatchFrames} * kHop;
/// Samples that the frames of a patch look at: half a window more than a step.
inline constexpr std::size_t kPatchSamples = kPatchStep + kWindow - kHop;

/// log10(1 + 10000 S), S the power in mel bands of Hann windows. Thread-safe.
class LogMel {
 public:
  LogMel();

  /// kPatchSamples samples give kPatchFrames x kBands numbers, frame by frame; the first frame is centred
  /// half a window behind the first sample.
  void transform(std::span<const float> patch, std::span<float> log_mel) const;

 private:
  dsp::Spectrogram spectrogram_;
  dsp::MelFilters filters_;
};

}  // namespace mrec::embedding
