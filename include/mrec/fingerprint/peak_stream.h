#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "mrec/audio/recording.h"
#include "mrec/dsp/spectrogram.h"
#include "mrec/fingerprint/peak.h"

namespace mrec::fingerprint {

/// Takes mono samples at kRate_hz and keeps the peaks of their spectrum between 120 and 3,600 Hz, some 50 a
/// second; of the sound itself only what the next frame needs.
class PeakStream : public audio::SampleSink {
 public:
  PeakStream();

  void begin() override;
  void take(std::span<const float> samples) override;

  /// The peaks since begin(), in order of time.
  std::vector<Peak> finish();

  /// Frames since begin(); a sound shorter than a window has none.
  std::int64_t frames() const { return frames_; }

 private:
  void add_frame();
  void find_peaks(std::int64_t frame, std::int64_t last);
  bool is_peak(std::int64_t frame, std::int64_t last, std::size_t bin) const;
  std::span<const float> row(std::int64_t frame) const;
  Peak to_peak(std::int64_t frame, std::int64_t last, std::size_t bin) const;

  dsp::Spectrogram spectrogram_;
  dsp::Spectrogram::Workspace workspace_;
  std::vector<float> pending_;
  std::vector<std::vector<float>>
      rows_;  ///< power of the last frames, each in the place frame modulo their number
  std::int64_t frames_ = 0;
  std::vector<Peak> peaks_;
};

}  // namespace mrec::fingerprint
