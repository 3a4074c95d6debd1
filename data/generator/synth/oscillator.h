#pragma once

#include <vector>

#include "synth/random.h"
#include "synth/signal.h"

namespace mrec::generator {

/// What a tone is made of.
enum class Waveform {
  kSaw,    ///< band-limited
  kPulse,  ///< band-limited, any width
  kTriangle,
  kAdditive,  ///< sum of sine partials
  kFm,        ///< one sine modulating the phase of another
  kPluck,     ///< plucked string
};

/// Everything about a tone but its pitch and loudness over time.
struct Tone {
  Waveform waveform = Waveform::kSaw;
  double pulse_width = 0.5;
  std::vector<double> partials = {1.0};  ///< kAdditive: amplitude of harmonic 1, 2, ...
  double partial_decay = 0.0;            ///< kAdditive: partial k dies as exp(-k * partial_decay * t)
  double fm_ratio = 1.0;                 ///< kFm: modulator frequency / carrier frequency
  double fm_index = 1.0;                 ///< kFm: phase deviation in radians at the start
  double fm_decay_s = 0.5;               ///< kFm: time constant of the deviation
  double pluck_brightness = 0.5;         ///< kPluck: 0 soft finger, 1 hard plectrum
  double pluck_ring_s = 3.0;             ///< kPluck: time to fall by 60 dB
  int voices = 1;                        ///< detuned copies
  double detune_cents = 0.0;             ///< largest detuning of a copy
  double vibrato_cents = 0.0;
  double vibrato_hz = 5.5;
};

/// One steady tone of count samples. A partial above 45 % of the sample rate is left out.
Signal oscillate(const Tone& tone, double pitch_hz, std::size_t count, Random& random);

}  // namespace mrec::generator
