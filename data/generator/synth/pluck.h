#pragma once

#include "synth/random.h"
#include "synth/signal.h"

namespace mrec::generator {

struct PluckedString {
  double pitch_hz = 220.0;
  double brightness = 0.5;  ///< 0 soft finger, 1 hard plectrum
  double ring_s = 3.0;      ///< time to fall by 60 dB
};

/// A plucked string: noise that runs round a delay line and loses its treble on the way (Karplus and Strong
/// 1983, tuned by a fractional delay as in Jaffe and Smith 1983).
Signal pluck(const PluckedString& string, std::size_t count, Random& random);

}  // namespace mrec::generator
