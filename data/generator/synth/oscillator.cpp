#include "synth/oscillator.h"

#include <cmath>
#include <numbers>

#include "synth/pluck.h"

namespace mrec::generator {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;

/// Rounds off a unit step at phase 0 by two parabolas one sample wide (polyBLEP; Valimaki and Huovilainen
/// 2007).
double step_correction(double phase, double increment) {
  if (phase < increment) {
    const double x = phase / increment;
    return 2.0 * x - x * x - 1.0;
  }
  if (phase > 1.0 - increment) {
    const double x = (phase - 1.0) / increment;
    return x * x + 2.0 * x + 1.0;
  }
  return 0.0;
}

double saw(double phase, double increment) {
  return 2.0 * phase - 1.0 - step_correction(phase, increment);
}

/// Difference of two saws shifted by the width.
double pulse(double phase, double increment, double width) {
  const double shifted = phase + width;
  return saw(phase, increment) - saw(shifted - std::floor(shifted), increment) + 2.0 * width - 1.0;
}

double additive(const Tone& tone, double phase, double increment, double time_s) {
  double sum = 0.0;
  for (std::size_t k = 0; k < tone.partials.size(); ++k) {
    const double harmonic = static_cast<double>(k + 1);
    if (harmonic * increment > 0.45) break;
    sum += tone.partials[k] * std::exp(-harmonic * tone.partial_decay * time_s) *
           std::sin(kTurn * harmonic * phase);
  }
  return sum;
}

double frequency_modulated(const Tone& tone, double phase, double turns, double time_s) {
  const double deviation = tone.fm_index * std::exp(-time_s / tone.fm_decay_s);
  return std::sin(kTurn * phase + deviation * std::sin(kTurn * tone.fm_ratio * turns));
}

/// The tone's waveform after `turns` periods.
double sample_of(const Tone& tone, double turns, double increment, double time_s) {
  const double phase = turns - std::floor(turns);
  switch (tone.waveform) {
    case Waveform::kSaw:
      return saw(phase, increment);
    case Waveform::kPulse:
      return pulse(phase, increment, tone.pulse_width);
    case Waveform::kTriangle:
      return 1.0 - 4.0 * std::abs(phase - 0.5);
    case Waveform::kAdditive:
      return additive(tone, phase, increment, time_s);
    case Waveform::kFm:
      return frequency_modulated(tone, phase, turns, time_s);
    case Waveform::kPluck:
      break;
  }
  return 0.0;
}

void add_voice(const Tone& tone, double pitch_hz, Random& random, Signal& signal) {
  double turns = random.uniform();
  const double vibrato_phase = random.uniform();
  for (std::size_t i = 0; i < signal.size(); ++i) {
    const double time_s = static_cast<double>(i) / kSampleRateHz;
    const double vibrato = std::sin(kTurn * (tone.vibrato_hz * time_s + vibrato_phase));
    const double increment = pitch_hz * std::exp2(tone.vibrato_cents * vibrato / 1200.0) / kSampleRateHz;
    signal[i] += static_cast<float>(sample_of(tone, turns, increment, time_s));
    turns += increment;
  }
}

}  // namespace

Signal oscillate(const Tone& tone, double pitch_hz, std::size_t count, Random& random) {
  if (tone.waveform == Waveform::kPluck) {
    return pluck({.pitch_hz = pitch_hz, .brightness = tone.pluck_brightness, .ring_s = tone.pluck_ring_s},
                 count, random);
  }
  Signal signal(count, 0.0F);
  for (int voice = 0; voice < tone.voices; ++voice) {
    const double cents = tone.voices == 1 ? 0.0 : random.between(-tone.detune_cents, tone.detune_cents);
    add_voice(tone, pitch_hz * std::exp2(cents / 1200.0), random, signal);
  }
  scale(signal, 1.0 / std::sqrt(static_cast<double>(tone.voices)));
  return signal;
}

}  // namespace mrec::generator
