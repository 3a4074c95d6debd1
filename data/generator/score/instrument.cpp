#include "score/instrument.h"

namespace mrec::generator {

Signal play(const Instrument& instrument, const PlayedNote& note, Random& random) {
  const std::size_t count = samples_in(note.held_s + instrument.envelope.release_s);
  Signal signal = oscillate(instrument.tone, note.pitch_hz, count, random);
  if (instrument.breath > 0.0) {
    for (float& sample : signal) sample += static_cast<float>(instrument.breath) * random.noise();
  }
  FilterSweep sweep = instrument.filter;
  sweep.start_hz *= 0.5 + 0.5 * note.velocity;
  filter(signal, sweep);
  apply(instrument.envelope, note.held_s, signal);
  scale(signal, note.velocity);
  return signal;
}

void amplify(const Instrument& instrument, Signal& part) {
  distort(part, instrument.drive);
  if (instrument.cabinet_hz > 0.0) filter(part, Biquad::low_pass(instrument.cabinet_hz));
  apply(instrument.tremolo, part);
}

}  // namespace mrec::generator
