#pragma once

#include "synth/signal.h"

namespace mrec::generator {

/// Loudness of one note over time: up in attack_s, down to the sustain level in decay_s, and to silence in
/// release_s once the note is let go.
struct Envelope {
  double attack_s = 0.005;
  double decay_s = 0.1;
  double sustain = 0.8;
  double release_s = 0.05;
};

/// Shapes a note that is held for held_s; the signal should last held_s + release_s.
void apply(const Envelope& envelope, double held_s, Signal& signal);

/// Fades both ends of a signal in and out in a straight line.
void fade_ends(Signal& signal, double fade_in_s, double fade_out_s);

}  // namespace mrec::generator
