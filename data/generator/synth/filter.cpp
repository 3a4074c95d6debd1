#include "synth/filter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mrec::generator {
namespace {

struct Angle {
  double cosine;
  double alpha;
};

Angle angle_of(double cutoff_hz, double q) {
  const double safe_hz = std::clamp(cutoff_hz, 20.0, 0.46 * kSampleRateHz);
  const double omega = 2.0 * std::numbers::pi * safe_hz / kSampleRateHz;
  return {std::cos(omega), std::sin(omega) / (2.0 * q)};
}

}  // namespace

Biquad Biquad::low_pass(double cutoff_hz, double q) {
  const auto [cosine, alpha] = angle_of(cutoff_hz, q);
  const double a0 = 1.0 + alpha;
  const double edge = (1.0 - cosine) / a0;
  return Biquad({edge / 2.0, edge, edge / 2.0, -2.0 * cosine / a0, (1.0 - alpha) / a0});
}

Biquad Biquad::high_pass(double cutoff_hz, double q) {
  const auto [cosine, alpha] = angle_of(cutoff_hz, q);
  const double a0 = 1.0 + alpha;
  const double edge = (1.0 + cosine) / a0;
  return Biquad({edge / 2.0, -edge, edge / 2.0, -2.0 * cosine / a0, (1.0 - alpha) / a0});
}

Biquad Biquad::band_pass(double centre_hz, double q) {
  const auto [cosine, alpha] = angle_of(centre_hz, q);
  const double a0 = 1.0 + alpha;
  return Biquad({alpha / a0, 0.0, -alpha / a0, -2.0 * cosine / a0, (1.0 - alpha) / a0});
}

float Biquad::process(float sample) {
  const auto& [b0, b1, b2, a1, a2] = coefficients_;
  const double output = b0 * sample + state1_;
  state1_ = b1 * sample - a1 * output + state2_;
  state2_ = b2 * sample - a2 * output;
  return static_cast<float>(output);
}

void Biquad::retune(const Biquad& other) {
  coefficients_ = other.coefficients_;
}

void filter(Signal& signal, Biquad biquad) {
  for (float& sample : signal) sample = biquad.process(sample);
}

void filter(Signal& signal, const FilterSweep& sweep) {
  constexpr std::size_t kSamplesPerTuning = 32;
  Biquad biquad = Biquad::low_pass(sweep.start_hz, sweep.q);
  for (std::size_t i = 0; i < signal.size(); ++i) {
    if (i % kSamplesPerTuning == 0) {
      const double time_s = static_cast<double>(i) / kSampleRateHz;
      const double fall = std::exp(-time_s / sweep.time_constant_s);
      biquad.retune(Biquad::low_pass(sweep.end_hz + (sweep.start_hz - sweep.end_hz) * fall, sweep.q));
    }
    signal[i] = biquad.process(signal[i]);
  }
}

}  // namespace mrec::generator
