#pragma once

#include "synth/effects.h"
#include "synth/envelope.h"
#include "synth/filter.h"
#include "synth/oscillator.h"

namespace mrec::generator {

/// How one instrument sounds, from the string to the amplifier.
struct Instrument {
  Tone tone = {};
  FilterSweep filter = {};
  Envelope envelope = {};
  double breath = 0.0;      ///< share of noise in the tone
  double drive = 0.0;       ///< distortion of the whole part, so that chords growl
  double cabinet_hz = 0.0;  ///< low-pass after the distortion; 0 for none
  Tremolo tremolo = {};
};

namespace instruments {

extern const Instrument kNylonGuitar, kSteelGuitar, kElectricGuitar, kCrunchGuitar, kMetalGuitar,
    kHarpsichord;
extern const Instrument kUprightBass, kBassGuitar, kSynthBass, kSubBass, kChipBass;
extern const Instrument kPiano, kElectricPiano, kOrgan, kBell, kSupersaw, kPad, kDarkPad, kChipPulse,
    kChipThinPulse;
extern const Instrument kStrings, kFiddle, kFlute, kHarmonica;

}  // namespace instruments

/// One note, with its release after held_s.
struct PlayedNote {
  double pitch_hz = 440.0;
  double held_s = 0.5;
  double velocity = 1.0;  ///< quieter notes are also a little duller
};
Signal play(const Instrument& instrument, const PlayedNote& note, Random& random);

/// What the amplifier does to a whole part.
void amplify(const Instrument& instrument, Signal& part);

}  // namespace mrec::generator
