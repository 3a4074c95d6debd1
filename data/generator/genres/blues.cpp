#include "score/genre.h"

namespace mrec::generator {
namespace {

using namespace instruments;

/// Triplets: twelve steps a bar.
Feel shuffle() {
  return {.scales = {kBlues, kMixolydian},
          .progressions = {"I7 IV7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 V7", "I7 I7 IV7 I7 V7 IV7 I7 V7"},
          .parts = {{.role = Role::kBass,
                     .voicing = Voicing::kWalk,
                     .centre_midi = 40,
                     .gain = 0.7,
                     .rhythms = {"X--x--x--x--", "X-xx-xx-xx-x"}},
                    {.role = Role::kChords,
                     .voicing = Voicing::kChord,
                     .centre_midi = 57,
                     .gain = 0.7,
                     .rhythms = {"x-xx-xx-xx-x", "..x..x..x..x", "x--..x...x-x"}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kMelody,
                     .centre_midi = 70,
                     .gain = 0.9,
                     .presence = 0.85,
                     .rhythms = {"X-xx--..xx-x", "...X----x-x.", "X--x-xX-----"}}},
          .drums = {{.drum = Drum::kKick, .gain = 0.8, .rhythms = {"x.....x.....", "x....xx....."}},
                    {.drum = Drum::kSnare, .gain = 0.6, .rhythms = {"...x.....x..", "...x.o...x.o"}},
                    {.drum = Drum::kClosedHat, .gain = 0.55, .rhythms = {"x.xx.xx.xx.x", "x..x.xx..x.x"}}}};
}

Feel slow_blues() {
  return {.scales = {kBlues, kMinorPentatonic},
          .progressions = {"i7 iv7 i7 V7", "I9 IV9 I9 V9", "i7 bVI7 V7 i7"},
          .parts = {{.role = Role::kBass,
                     .voicing = Voicing::kWalk,
                     .centre_midi = 38,
                     .gain = 0.7,
                     .rhythms = {"X-----x--x-x", "X----xX-----"}},
                    {.role = Role::kChords,
                     .voicing = Voicing::kArpeggio,
                     .centre_midi = 58,
                     .gain = 0.6,
                     .rhythms = {"xxxxxxxxxxxx", "x-xx-xx-xx-x"}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kMelody,
                     .centre_midi = 72,
                     .rhythms = {"..xX------xx", "X--xxxX-----", ".....xxxX---"}}},
          .drums = {{.drum = Drum::kKick, .gain = 0.7, .presence = 0.8, .rhythms = {"x.....x....x"}},
                    {.drum = Drum::kRim, .gain = 0.5, .presence = 0.8, .rhythms = {"...x.....x.."}},
                    {.drum = Drum::kClosedHat, .gain = 0.5, .presence = 0.7, .rhythms = {"xooxooxooxoo"}}}};
}

std::vector<Band> bands() {
  return {{.name = "Delta Post Office",
           .album = "Return to Sender",
           .year = 1998,
           .tempo_bpm = {92.0, 124.0},
           .bass = kUprightBass,
           .chords = kPiano,
           .lead = kHarmonica,
           .kit = {.snare_wires = 0.5},
           .reverb = {.mix = 0.12, .decay_s = 0.6},
           .loose_s = 0.014},
          {.name = "Eunice Tarrow",
           .album = "Crooked Fence",
           .year = 2007,
           .tempo_bpm = {64.0, 90.0},
           .bass = kBassGuitar,
           .chords = kElectricGuitar,
           .lead = kCrunchGuitar,
           .reverb = {.mix = 0.18, .decay_s = 0.9},
           .loose_s = 0.012},
          {.name = "The Brick Kiln Four",
           .album = "Clay and Smoke",
           .year = 2013,
           .tempo_bpm = {100.0, 140.0},
           .bass = kBassGuitar,
           .chords = kOrgan,
           .lead = kCrunchGuitar,
           .kit = {.kick_hz = 62.0, .hat_decay_s = 0.06},
           .reverb = {.mix = 0.1, .decay_s = 0.8},
           .level_db = {-18.0, -14.0}}};
}

}  // namespace

Genre blues() {
  return {.name = "blues",
          .feels = {shuffle(), slow_blues()},
          .bands = bands(),
          .songs = {{.title = "Slow River", .band = 0, .feel = 1},
                    {.title = "Parcel from Home", .band = 0, .feel = 0},
                    {.title = "Stamp and Holler", .band = 0, .feel = 0},
                    {.title = "Rust on the Gate", .band = 1, .feel = 1},
                    {.title = "Nobody's Thursday", .band = 1, .feel = 1},
                    {.title = "Lend Me Your Umbrella", .band = 1, .feel = 0},
                    {.title = "Three Cold Suppers", .band = 1, .feel = 1},
                    {.title = "Kiln Door Shuffle", .band = 2, .feel = 0},
                    {.title = "Ash in My Coffee", .band = 2, .feel = 0},
                    {.title = "Bricklayer's Boogie", .band = 2, .feel = 0}}};
}

}  // namespace mrec::generator
