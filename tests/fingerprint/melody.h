#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <vector>

#include "fingerprint/packed_peaks.h"
#include "mrec/core/rng.h"
#include "mrec/fingerprint/clip.h"
#include "mrec/fingerprint/peak_stream.h"
#include "mrec/fingerprint/track_print.h"

namespace mrec::testing {

/// Notes of three decaying partials, one every 0.13 s, whose pitches the seed draws: a piece like no other.
/// `speed`: played so many times as fast, pitch and tempo.
inline std::vector<float> melody(std::uint64_t seed, double seconds, double speed = 1,
                                 int rate_hz = fingerprint::kRate_hz) {
  std::vector<float> samples(static_cast<std::size_t>(seconds / speed * rate_hz));
  Rng rng(seed);
  const double step = 0.13 / speed * rate_hz;
  for (double begin = 0; begin < static_cast<double>(samples.size()); begin += step) {
    const double hz = 180 * std::exp2(3 * rng.uniform()) * speed;
    const auto first = static_cast<std::size_t>(begin);
    const std::size_t last = std::min(samples.size(), first + static_cast<std::size_t>(3 * step));
    for (std::size_t i = first; i < last; ++i) {
      const double t = static_cast<double>(i - first) / rate_hz;
      const double w = 2 * std::numbers::pi * hz * t;
      const double wave = std::sin(w) + 0.6 * std::sin(1.5 * w) + 0.4 * std::sin(2.01 * w);
      samples[i] += static_cast<float>(0.2 * std::exp(-8 * t * speed) * wave);
    }
  }
  return samples;
}

/// Noise of the same power as the samples, divided by `ratio`, on top of them.
inline std::vector<float> with_noise(std::vector<float> samples, double ratio, std::uint64_t seed = 99) {
  double power = 0;
  for (const float sample : samples) power += double{sample} * sample;
  const double size = std::sqrt(3 * power / static_cast<double>(samples.size()) / ratio);
  Rng rng(seed);
  for (float& sample : samples) sample += static_cast<float>(size * (2 * rng.uniform() - 1));
  return samples;
}

inline std::vector<float> part(const std::vector<float>& samples, double start_s, double seconds) {
  const auto first = static_cast<std::ptrdiff_t>(start_s * fingerprint::kRate_hz);
  const auto count = static_cast<std::ptrdiff_t>(seconds * fingerprint::kRate_hz);
  return {samples.begin() + first, samples.begin() + first + count};
}

inline fingerprint::Clip clip_of(std::span<const float> samples) {
  fingerprint::PeakStream stream;
  stream.begin();
  stream.take(samples);
  const auto peaks = stream.finish();
  return {peaks, stream.frames()};
}

inline fingerprint::TrackPrint print_of_samples(const std::string& path, std::span<const float> samples) {
  fingerprint::PeakStream stream;
  stream.begin();
  stream.take(samples);
  const auto peaks = fingerprint::strongest(stream.finish(), fingerprint::TrackPrint::kPeaksPerSecond);
  return {.source = {.path = path, .size_bytes = samples.size(), .mtime_us = 1},
          .frames = static_cast<std::uint32_t>(stream.frames()),
          .peaks = fingerprint::pack(peaks)};
}

}  // namespace mrec::testing
