#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <vector>

namespace mrec::testing {

/// amplitude * sin(2 pi hz t), t in units of 1 / rate_hz seconds.
inline std::vector<float> sine(std::size_t count, double hz, double amplitude, int rate_hz = 22050) {
  std::vector<float> samples(count);
  for (std::size_t i = 0; i < count; ++i) {
    samples[i] = static_cast<float>(amplitude *
                                    std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / rate_hz));
  }
  return samples;
}

/// White noise in [-amplitude, amplitude) of a 32-bit linear congruential generator that starts from 12345.
inline std::vector<float> noise(std::size_t count, double amplitude) {
  std::vector<float> samples(count);
  std::uint32_t x = 12345;
  for (float& sample : samples) {
    x = 1664525U * x + 1013904223U;
    sample = static_cast<float>(amplitude * (x / 2147483648.0 - 1));
  }
  return samples;
}

}  // namespace mrec::testing
