#include "mrec/embedding/log_mel.h"

#include <cassert>
#include <cmath>

namespace mrec::embedding {

LogMel::LogMel()
    : spectrogram_({.n_fft = kWindow, .hop = kHop}),
      filters_({.rate_hz = kRate_hz,
                .n_fft = kWindow,
                .n_mels = kBands,
                .fmin_hz = 0,
                .fmax_hz = kRate_hz / 2.0}) {}

void LogMel::transform(std::span<const float> patch, std::span<float> log_mel) const {
  assert(patch.size() == kPatchSamples && log_mel.size() == std::size_t{kPatchFrames} * kBands);
  dsp::Spectrogram::Workspace workspace(spectrogram_);
  for (int frame = 0; frame < kPatchFrames; ++frame) {
    const auto bands = log_mel.subspan(static_cast<std::size_t>(frame) * kBands, kBands);
    // The first window that lies in the patch is the spectrogram's second: it centres the first on sample 0.
    filters_.mel(spectrogram_.power(patch, frame + 1, workspace), bands);
  }
  for (float& value : log_mel) value = std::log10(1.0F + 10000.0F * value);
}

}  // namespace mrec::embedding
