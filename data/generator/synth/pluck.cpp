#include "synth/pluck.h"

#include <algorithm>
#include <cmath>

namespace mrec::generator {
namespace {

/// One period of noise, softened by a one-pole low-pass for a soft finger.
Signal excitation(double brightness, std::size_t length, Random& random) {
  Signal noise(length);
  float previous = 0.0F;
  const auto openness = static_cast<float>(std::clamp(0.15 + 0.85 * brightness, 0.0, 1.0));
  for (float& sample : noise) {
    previous += openness * (random.noise() - previous);
    sample = previous;
  }
  double mean = 0.0;
  for (const float sample : noise) mean += sample;
  for (float& sample : noise) sample -= static_cast<float>(mean / static_cast<double>(length));
  return noise;
}

}  // namespace

Signal pluck(const PluckedString& string, std::size_t count, Random& random) {
  // A loop of one low-pass (delay `damping`) and a fractional delay is as long as one period.
  const double period = kSampleRateHz / string.pitch_hz;
  const double damping = 0.5 - 0.4 * std::clamp(string.brightness, 0.0, 1.0);
  const auto length = static_cast<std::size_t>(std::max(2.0, std::floor(period - damping)));
  const double fraction = std::clamp(period - damping - static_cast<double>(length), 0.0, 1.0);
  const double loss = std::pow(10.0, -3.0 / (string.pitch_hz * string.ring_s));

  Signal line = excitation(string.brightness, length, random);
  Signal signal(count);
  double previous = 0.0;
  double previous_damped = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    float& slot = line[i % length];
    signal[i] = slot;
    const double damped = (1.0 - damping) * slot + damping * previous;
    previous = slot;
    slot = static_cast<float>(loss * ((1.0 - fraction) * damped + fraction * previous_damped));
    previous_damped = damped;
  }
  return signal;
}

}  // namespace mrec::generator
