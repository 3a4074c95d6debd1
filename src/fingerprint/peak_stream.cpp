#include "mrec/fingerprint/peak_stream.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace mrec::fingerprint {
namespace {

/// A peak is alone within so many frames and bins on each side.
constexpr std::int64_t kFramesAround = 5;
constexpr std::size_t kBinsAround = 10;
/// 120 Hz, below which is hum, and 3,600 Hz, where the resampler begins to fade and telephones end.
constexpr std::size_t kLowestBin = 15;
constexpr std::size_t kHighestBin = 460;
constexpr float kBonus_db = 1.5F;  ///< an octave
/// Some 108 dB below full scale: the noise of 16 bits is no peak.
constexpr float kLeastPower = 1e-6F;

float decibels(float power) {
  return 10 * std::log10(std::max(power, kLeastPower / 10));
}

/// Where between -0.5 and 0.5 a parabola through three levels is highest, if that is in the middle.
float summit(float before, float middle, float after) {
  const float curvature = before - 2 * middle + after;
  if (curvature >= 0) return 0;
  return std::clamp(0.5F * (before - after) / curvature, -0.5F, 0.5F);
}

}  // namespace

PeakStream::PeakStream()
    : spectrogram_({.n_fft = kWindow, .hop = kHop}), workspace_(spectrogram_), rows_(2 * kFramesAround + 1) {}

void PeakStream::begin() {
  pending_.clear();
  peaks_.clear();
  frames_ = 0;
}

void PeakStream::take(std::span<const float> samples) {
  while (!samples.empty()) {
    const std::size_t missing = kWindow - pending_.size();
    const auto part = samples.first(std::min(samples.size(), missing));
    pending_.insert(pending_.end(), part.begin(), part.end());
    samples = samples.subspan(part.size());
    if (pending_.size() == kWindow) add_frame();
  }
}

void PeakStream::add_frame() {
  constexpr std::ptrdiff_t kWithoutPadding =
      kWindow / 2 / kHop;  // the frame whose window begins with the samples
  const auto power = spectrogram_.power(pending_, kWithoutPadding, workspace_);
  rows_[static_cast<std::size_t>(frames_) % rows_.size()].assign(power.begin(), power.end());
  pending_.erase(pending_.begin(), pending_.begin() + kHop);
  ++frames_;
  if (frames_ > kFramesAround) find_peaks(frames_ - 1 - kFramesAround, frames_ - 1);
}

std::span<const float> PeakStream::row(std::int64_t frame) const {
  return rows_[static_cast<std::size_t>(frame) % rows_.size()];
}

/// `last`: the last frame there is, or that counts.
void PeakStream::find_peaks(std::int64_t frame, std::int64_t last) {
  const std::span<const float> power = row(frame);
  for (std::size_t bin = kLowestBin; bin <= kHighestBin; ++bin) {
    const bool is_ridge = power[bin] > power[bin - 1] && power[bin] >= power[bin + 1];
    if (is_ridge && is_peak(frame, last, bin)) peaks_.push_back(to_peak(frame, last, bin));
  }
}

/// Of equal ones the first by time, then by frequency, is the peak.
bool PeakStream::is_peak(std::int64_t frame, std::int64_t last, std::size_t bin) const {
  const float power = row(frame)[bin];
  if (power < kLeastPower) return false;
  const auto around = [&](std::int64_t other) {
    return row(other).subspan(bin - kBinsAround, 2 * kBinsAround + 1);
  };
  const auto is_below = [power](float each) { return each < power; };
  const auto is_not_above = [power](float each) { return each <= power; };
  if (!std::ranges::all_of(around(frame).first(kBinsAround), is_below)) return false;
  if (!std::ranges::all_of(around(frame).last(kBinsAround), is_not_above)) return false;
  for (std::int64_t other = std::max<std::int64_t>(0, frame - kFramesAround); other < frame; ++other) {
    if (!std::ranges::all_of(around(other), is_below)) return false;
  }
  for (std::int64_t other = frame + 1; other <= std::min(last, frame + kFramesAround); ++other) {
    if (!std::ranges::all_of(around(other), is_not_above)) return false;
  }
  return true;
}

Peak PeakStream::to_peak(std::int64_t frame, std::int64_t last, std::size_t bin) const {
  const std::span<const float> power = row(frame);
  const float level = decibels(power[bin]);
  float in_time = 0;
  if (frame > 0 && frame < last) {
    in_time = summit(decibels(row(frame - 1)[bin]), level, decibels(row(frame + 1)[bin]));
  }
  const float in_frequency = summit(decibels(power[bin - 1]), level, decibels(power[bin + 1]));
  return {.frame = static_cast<float>(frame) + in_time,
          .bin = static_cast<float>(bin) + in_frequency,
          .level_db = level + kBonus_db * std::log2(static_cast<float>(bin))};
}

std::vector<Peak> PeakStream::finish() {
  const std::int64_t first = std::max<std::int64_t>(0, frames_ - kFramesAround);
  for (std::int64_t frame = first; frame < frames_; ++frame) find_peaks(frame, frames_ - 1);
  std::ranges::sort(peaks_, {}, [](const Peak& peak) { return std::tuple(peak.frame, peak.bin); });
  return std::exchange(peaks_, {});
}

}  // namespace mrec::fingerprint
