#include "score/instrument.h"

namespace mrec::generator::instruments {

// Plucked strings.

const Instrument kNylonGuitar = {
    .tone = {.waveform = Waveform::kPluck, .pluck_brightness = 0.35, .pluck_ring_s = 2.5},
    .envelope = {.attack_s = 0.002, .decay_s = 0.0, .sustain = 1.0, .release_s = 0.25}};
const Instrument kSteelGuitar = {
    .tone = {.waveform = Waveform::kPluck, .pluck_brightness = 0.75, .pluck_ring_s = 4.0},
    .envelope = {.attack_s = 0.001, .decay_s = 0.0, .sustain = 1.0, .release_s = 0.2}};
const Instrument kElectricGuitar = {
    .tone = {.waveform = Waveform::kPluck, .pluck_brightness = 0.6, .pluck_ring_s = 3.5},
    .filter = {.start_hz = 4500.0, .end_hz = 3500.0},
    .envelope = {.attack_s = 0.001, .decay_s = 0.0, .sustain = 1.0, .release_s = 0.04},
    .drive = 0.4,
    .cabinet_hz = 4500.0};
const Instrument kCrunchGuitar = {
    .tone = {.waveform = Waveform::kPluck,
             .pluck_brightness = 0.7,
             .pluck_ring_s = 5.0,
             .vibrato_cents = 8.0},
    .envelope = {.attack_s = 0.001, .decay_s = 0.0, .sustain = 1.0, .release_s = 0.06},
    .drive = 1.6,
    .cabinet_hz = 3800.0};
const Instrument kMetalGuitar = {
    .tone = {.waveform = Waveform::kPluck, .pluck_brightness = 0.9, .pluck_ring_s = 6.0},
    .envelope = {.attack_s = 0.001, .decay_s = 0.0, .sustain = 1.0, .release_s = 0.03},
    .drive = 7.0,
    .cabinet_hz = 4800.0};
const Instrument kHarpsichord = {
    .tone = {.waveform = Waveform::kPluck, .pluck_brightness = 1.0, .pluck_ring_s = 2.5},
    .envelope = {.attack_s = 0.001, .decay_s = 0.0, .sustain = 1.0, .release_s = 0.05}};

// Basses.

const Instrument kUprightBass = {
    .tone = {.waveform = Waveform::kPluck, .pluck_brightness = 0.15, .pluck_ring_s = 1.5},
    .filter = {.start_hz = 1500.0, .end_hz = 600.0},
    .envelope = {.attack_s = 0.006, .decay_s = 0.3, .sustain = 0.7, .release_s = 0.06}};
const Instrument kBassGuitar = {
    .tone = {.waveform = Waveform::kPluck, .pluck_brightness = 0.3, .pluck_ring_s = 4.0},
    .filter = {.start_hz = 1200.0, .end_hz = 700.0},
    .envelope = {.attack_s = 0.003, .decay_s = 0.0, .sustain = 1.0, .release_s = 0.05}};
const Instrument kSynthBass = {
    .tone = {.waveform = Waveform::kSaw, .voices = 2, .detune_cents = 6.0},
    .filter = {.start_hz = 2200.0, .end_hz = 250.0, .time_constant_s = 0.12, .q = 1.8},
    .envelope = {.attack_s = 0.003, .decay_s = 0.2, .sustain = 0.7, .release_s = 0.03}};
const Instrument kSubBass = {
    .tone = {.waveform = Waveform::kAdditive, .partials = {1.0, 0.25, 0.08}},
    .envelope = {.attack_s = 0.008, .decay_s = 0.3, .sustain = 0.8, .release_s = 0.06}};
const Instrument kChipBass = {
    .tone = {.waveform = Waveform::kTriangle},
    .envelope = {.attack_s = 0.001, .decay_s = 0.0, .sustain = 1.0, .release_s = 0.005}};

// Keys and synthesisers.

const Instrument kPiano = {
    .tone = {.waveform = Waveform::kAdditive,
             .partials = {1.0, 0.65, 0.45, 0.3, 0.22, 0.12, 0.1, 0.08, 0.05, 0.04},
             .partial_decay = 0.8,
             .voices = 2,
             .detune_cents = 2.0},
    .filter = {.start_hz = 7000.0, .end_hz = 2500.0, .time_constant_s = 0.4},
    .envelope = {.attack_s = 0.002, .decay_s = 1.2, .sustain = 0.25, .release_s = 0.25}};
const Instrument kElectricPiano = {
    .tone = {.waveform = Waveform::kFm,
             .fm_ratio = 1.0,
             .fm_index = 2.2,
             .fm_decay_s = 0.35,
             .voices = 2,
             .detune_cents = 4.0},
    .envelope = {.attack_s = 0.002, .decay_s = 1.0, .sustain = 0.3, .release_s = 0.15},
    .tremolo = {.depth = 0.25, .rate_hz = 4.5}};
const Instrument kOrgan = {.tone = {.waveform = Waveform::kAdditive,
                                    .partials = {0.8, 1.0, 0.7, 0.5, 0.0, 0.25, 0.0, 0.3},
                                    .vibrato_cents = 5.0,
                                    .vibrato_hz = 6.3},
                           .envelope = {.attack_s = 0.005, .decay_s = 0.0, .sustain = 1.0, .release_s = 0.02},
                           .drive = 0.3,
                           .tremolo = {.depth = 0.3, .rate_hz = 6.3}};
const Instrument kBell = {
    .tone = {.waveform = Waveform::kFm, .fm_ratio = 3.5, .fm_index = 2.5, .fm_decay_s = 0.8},
    .envelope = {.attack_s = 0.002, .decay_s = 1.5, .sustain = 0.1, .release_s = 1.2}};
const Instrument kSupersaw = {
    .tone = {.waveform = Waveform::kSaw, .voices = 5, .detune_cents = 16.0},
    .filter = {.start_hz = 6000.0, .end_hz = 1800.0, .time_constant_s = 0.25, .q = 1.0},
    .envelope = {.attack_s = 0.004, .decay_s = 0.3, .sustain = 0.6, .release_s = 0.08}};
const Instrument kPad = {.tone = {.waveform = Waveform::kSaw, .voices = 4, .detune_cents = 12.0},
                         .filter = {.start_hz = 700.0, .end_hz = 2200.0, .time_constant_s = 2.5},
                         .envelope = {.attack_s = 0.8, .decay_s = 1.0, .sustain = 0.8, .release_s = 1.5}};
const Instrument kDarkPad = {.tone = {.waveform = Waveform::kTriangle, .voices = 4, .detune_cents = 9.0},
                             .filter = {.start_hz = 1200.0, .end_hz = 1200.0},
                             .envelope = {.attack_s = 1.2, .decay_s = 1.0, .sustain = 0.9, .release_s = 1.5},
                             .breath = 0.04,
                             .tremolo = {.depth = 0.3, .rate_hz = 0.35}};
const Instrument kChipPulse = {
    .tone = {.waveform = Waveform::kPulse, .pulse_width = 0.5, .vibrato_cents = 10.0},
    .envelope = {.attack_s = 0.001, .decay_s = 0.1, .sustain = 0.7, .release_s = 0.01}};
const Instrument kChipThinPulse = {
    .tone = {.waveform = Waveform::kPulse, .pulse_width = 0.125},
    .envelope = {.attack_s = 0.001, .decay_s = 0.15, .sustain = 0.5, .release_s = 0.01}};

// Bows and breath.

const Instrument kStrings = {
    .tone = {.waveform = Waveform::kSaw, .voices = 4, .detune_cents = 8.0, .vibrato_cents = 7.0},
    .filter = {.start_hz = 2600.0, .end_hz = 3400.0, .time_constant_s = 0.3},
    .envelope = {.attack_s = 0.12, .decay_s = 0.3, .sustain = 0.85, .release_s = 0.25}};
const Instrument kFiddle = {
    .tone = {.waveform = Waveform::kSaw, .vibrato_cents = 14.0, .vibrato_hz = 5.8},
    .filter = {.start_hz = 3800.0, .end_hz = 4500.0},
    .envelope = {.attack_s = 0.04, .decay_s = 0.2, .sustain = 0.85, .release_s = 0.08},
    .breath = 0.03};
const Instrument kFlute = {.tone = {.waveform = Waveform::kAdditive,
                                    .partials = {1.0, 0.35, 0.12, 0.05},
                                    .vibrato_cents = 12.0,
                                    .vibrato_hz = 5.0},
                           .filter = {.start_hz = 5000.0, .end_hz = 4000.0},
                           .envelope = {.attack_s = 0.05, .decay_s = 0.1, .sustain = 0.9, .release_s = 0.1},
                           .breath = 0.08};
const Instrument kHarmonica = {
    .tone = {.waveform = Waveform::kPulse, .pulse_width = 0.3, .vibrato_cents = 18.0, .vibrato_hz = 5.2},
    .filter = {.start_hz = 3000.0, .end_hz = 3600.0, .q = 1.4},
    .envelope = {.attack_s = 0.03, .decay_s = 0.1, .sustain = 0.9, .release_s = 0.06},
    .breath = 0.05};

}  // namespace mrec::generator::instruments
