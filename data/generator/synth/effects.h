#pragma once

#include "synth/signal.h"

namespace mrec::generator {

/// A room: four damped comb filters side by side, then two all-pass filters (Schroeder 1962).
struct Reverb {
  double mix = 0.2;      ///< share of the wet sound, 0 to 1
  double decay_s = 1.0;  ///< time to fall by 60 dB
};
void apply(const Reverb& reverb, Signal& signal);

/// Repeats that grow quieter.
struct Echo {
  double mix = 0.0;
  double delay_s = 0.3;
  double feedback = 0.4;
};
void apply(const Echo& echo, Signal& signal);

/// Soft clipping tanh(drive * x), brought back to the level it had; drive 0 leaves the signal alone.
void distort(Signal& signal, double drive);

/// Slow waver of the level, as of an organ's rotating speaker.
struct Tremolo {
  double depth = 0.0;
  double rate_hz = 6.0;
};
void apply(const Tremolo& tremolo, Signal& signal);

/// Brings a signal to an RMS level and rounds off what would pass the ceiling.
struct Master {
  double level_db = -18.0;  ///< RMS in dB relative to full scale
  double ceiling = 0.75;    ///< no sample is larger
};
void apply(const Master& master, Signal& signal);

}  // namespace mrec::generator
