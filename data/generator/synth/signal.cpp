#include "synth/signal.h"

#include <algorithm>
#include <cmath>

namespace mrec::generator {
namespace {

double rms_above(std::span<const float> signal, double floor) {
  double energy = 0.0;
  std::size_t count = 0;
  for (const float sample : signal) {
    if (std::abs(sample) < floor) continue;
    energy += double{sample} * double{sample};
    ++count;
  }
  return count == 0 ? 0.0 : std::sqrt(energy / static_cast<double>(count));
}

}  // namespace

std::size_t samples_in(double seconds) {
  return static_cast<std::size_t>(std::lround(std::max(0.0, seconds) * kSampleRateHz));
}

void mix_into(Signal& target, std::span<const float> source, double start_s, double gain) {
  const std::size_t start = samples_in(start_s);
  if (start >= target.size()) return;
  const std::size_t count = std::min(source.size(), target.size() - start);
  for (std::size_t i = 0; i < count; ++i) target[start + i] += static_cast<float>(gain * source[i]);
}

double peak(std::span<const float> signal) {
  double largest = 0.0;
  for (const float sample : signal) largest = std::max(largest, std::abs(double{sample}));
  return largest;
}

double rms(std::span<const float> signal) {
  return rms_above(signal, 0.0);
}

double sounding_rms(std::span<const float> signal) {
  const double largest = peak(signal);
  return largest == 0.0 ? 0.0 : rms_above(signal, 0.01 * largest);
}

void scale(Signal& signal, double gain) {
  for (float& sample : signal) sample = static_cast<float>(gain * sample);
}

}  // namespace mrec::generator
