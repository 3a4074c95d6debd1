#pragma once

#include "synth/random.h"
#include "synth/signal.h"

namespace mrec::generator {

enum class Drum { kKick, kSnare, kRim, kClap, kClosedHat, kOpenHat, kShaker, kTom, kCrash };

/// The sound of one drum set; every drum is a falling sine, filtered noise, or both.
struct Kit {
  double kick_hz = 55.0;    ///< pitch that the kick falls to
  double kick_punch = 2.5;  ///< pitch at the stroke / kick_hz
  double kick_decay_s = 0.18;
  double snare_hz = 190.0;
  double snare_wires = 0.7;  ///< share of noise, 0 to 1
  double snare_decay_s = 0.12;
  double hat_hz = 6500.0;  ///< cutoff below which a hat is silent
  double hat_decay_s = 0.04;
  int noise_hold = 1;  ///< samples for which each noise value is held; more sounds like an old games console
};

/// The kit of one recording: every figure within 15 % of the given one.
Kit varied(const Kit& kit, Random& random);

/// One stroke, peak 1.
Signal strike(Drum drum, const Kit& kit, Random& random);

}  // namespace mrec::generator
