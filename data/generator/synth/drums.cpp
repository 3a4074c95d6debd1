#include "synth/drums.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "synth/filter.h"

namespace mrec::generator {
namespace {

struct FallingSine {
  double start_hz = 100.0;
  double end_hz = 50.0;
  double fall_s = 0.03;
  double decay_s = 0.2;
};

Signal falling_sine(const FallingSine& drum) {
  Signal signal(samples_in(4.0 * drum.decay_s));
  double turns = 0.0;
  for (std::size_t i = 0; i < signal.size(); ++i) {
    const double time_s = static_cast<double>(i) / kSampleRateHz;
    const double level = std::exp(-time_s / drum.decay_s);
    signal[i] = static_cast<float>(level * std::sin(2.0 * std::numbers::pi * turns));
    turns += (drum.end_hz + (drum.start_hz - drum.end_hz) * std::exp(-time_s / drum.fall_s)) / kSampleRateHz;
  }
  return signal;
}

/// Noise that dies away with the given time constant.
Signal noise_burst(double decay_s, int hold, Random& random) {
  Signal signal(samples_in(4.0 * decay_s));
  float value = 0.0F;
  for (std::size_t i = 0; i < signal.size(); ++i) {
    if (i % static_cast<std::size_t>(hold) == 0) value = random.noise();
    signal[i] = value * static_cast<float>(std::exp(-static_cast<double>(i) / (decay_s * kSampleRateHz)));
  }
  return signal;
}

Signal kick(const Kit& kit, Random& random) {
  Signal signal = falling_sine({.start_hz = kit.kick_punch * kit.kick_hz,
                                .end_hz = kit.kick_hz,
                                .fall_s = 0.03,
                                .decay_s = kit.kick_decay_s});
  mix_into(signal, noise_burst(0.004, kit.noise_hold, random), 0.0, 0.3);
  return signal;
}

Signal snare(const Kit& kit, Random& random) {
  Signal wires = noise_burst(kit.snare_decay_s, kit.noise_hold, random);
  filter(wires, Biquad::high_pass(900.0));
  const Signal skin = falling_sine({.start_hz = 1.4 * kit.snare_hz, .end_hz = kit.snare_hz, .decay_s = 0.06});
  scale(wires, kit.snare_wires);
  mix_into(wires, skin, 0.0, 1.0 - kit.snare_wires);
  return wires;
}

/// Four hands that do not quite meet.
Signal clap(const Kit& kit, Random& random) {
  Signal signal(samples_in(0.3), 0.0F);
  for (int hand = 0; hand < 4; ++hand) {
    const double decay_s = hand == 3 ? 0.07 : 0.008;
    mix_into(signal, noise_burst(decay_s, kit.noise_hold, random), 0.011 * hand, 1.0);
  }
  filter(signal, Biquad::band_pass(1400.0, 0.9));
  return signal;
}

Signal metal_noise(const Kit& kit, double decay_s, Random& random) {
  Signal signal = noise_burst(decay_s, kit.noise_hold, random);
  filter(signal, Biquad::high_pass(kit.hat_hz));
  return signal;
}

/// Beads that need a moment to reach the wall.
Signal shaker(const Kit& kit, Random& random) {
  Signal signal = noise_burst(0.035, kit.noise_hold, random);
  const double rise = static_cast<double>(samples_in(0.02));
  for (std::size_t i = 0; i < signal.size(); ++i)
    signal[i] *= static_cast<float>(std::min(1.0, static_cast<double>(i) / rise));
  filter(signal, Biquad::band_pass(5200.0, 1.2));
  return signal;
}

Signal raw_stroke(Drum drum, const Kit& kit, Random& random) {
  switch (drum) {
    case Drum::kKick:
      return kick(kit, random);
    case Drum::kSnare:
      return snare(kit, random);
    case Drum::kRim:
      return falling_sine({.start_hz = 1900.0, .end_hz = 820.0, .fall_s = 0.004, .decay_s = 0.018});
    case Drum::kClap:
      return clap(kit, random);
    case Drum::kClosedHat:
      return metal_noise(kit, kit.hat_decay_s, random);
    case Drum::kOpenHat:
      return metal_noise(kit, 5.0 * kit.hat_decay_s, random);
    case Drum::kShaker:
      return shaker(kit, random);
    case Drum::kTom:
      return falling_sine({.start_hz = 190.0, .end_hz = 105.0, .fall_s = 0.06, .decay_s = 0.16});
    case Drum::kCrash:
      return metal_noise(kit, 0.7, random);
  }
  return {};
}

}  // namespace

Kit varied(const Kit& kit, Random& random) {
  Kit copy = kit;
  for (double* figure : {&copy.kick_hz, &copy.kick_punch, &copy.kick_decay_s, &copy.snare_hz,
                         &copy.snare_wires, &copy.snare_decay_s, &copy.hat_hz, &copy.hat_decay_s}) {
    *figure *= random.between(0.85, 1.15);
  }
  return copy;
}

Signal strike(Drum drum, const Kit& kit, Random& random) {
  Signal signal = raw_stroke(drum, kit, random);
  scale(signal, 1.0 / peak(signal));
  return signal;
}

}  // namespace mrec::generator
