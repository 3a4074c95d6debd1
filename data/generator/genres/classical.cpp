#include "score/genre.h"

namespace mrec::generator {
namespace {

using namespace instruments;

/// Twelve steps a bar of three beats.
Feel minuet() {
  return {.beats_per_bar = 3,
          .scales = {kMajor, kHarmonicMinor},
          .progressions = {"I V7 I IV V7 I", "i iv V7 i", "I vi ii V7", "I IV I V7"},
          .parts = {{.role = Role::kBass,
                     .voicing = Voicing::kRoot,
                     .centre_midi = 45,
                     .gain = 0.8,
                     .rhythms = {"x-----------", "x---....x---"}},
                    {.role = Role::kChords,
                     .voicing = Voicing::kChord,
                     .centre_midi = 58,
                     .gain = 0.7,
                     .rhythms = {"....x---x---", "x-------x---"}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kMelody,
                     .centre_midi = 74,
                     .rhythms = {"X---x-x-x-x-", "X-xxx-x-X---", "X-------xxxx"}}}};
}

Feel sonata() {
  return {.chords_per_bar = 2,
          .scales = {kMajor, kHarmonicMinor, kMinor},
          .progressions = {"I IV V7 I vi ii V7 I", "i V7 i iv i V7", "I V vi iii IV I IV V", "i bVI iv V7"},
          .parts = {{.role = Role::kBass,
                     .voicing = Voicing::kRoot,
                     .centre_midi = 43,
                     .gain = 0.7,
                     .rhythms = {"x------- x-------", "x---x--- x---x---"}},
                    {.role = Role::kChords,
                     .voicing = Voicing::kArpeggio,
                     .centre_midi = 60,
                     .gain = 0.8,
                     .rhythms = {"x-x-x-x- x-x-x-x-", "xxxxxxxx xxxxxxxx", "..x-x-x- ..x-x-x-"}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kMelody,
                     .centre_midi = 76,
                     .rhythms = {"X---x-x- X-xxx-x-", "X------- x-x-x---", "xxxxX--- xxxxX---"}}}};
}

std::vector<Band> bands() {
  return {{.name = "Marguerite Olsen",
           .album = "Twelve Small Pieces",
           .year = 1987,
           .tempo_bpm = {76.0, 132.0},
           .bass = kPiano,
           .chords = kPiano,
           .lead = kPiano,
           .reverb = {.mix = 0.22, .decay_s = 1.6},
           .loose_s = 0.015,
           .level_db = {-25.0, -19.0}},
          {.name = "Lindenhof Quartet",
           .album = "Evening Quartets",
           .year = 1994,
           .tempo_bpm = {60.0, 104.0},
           .bass = kStrings,
           .chords = kStrings,
           .lead = kFiddle,
           .reverb = {.mix = 0.28, .decay_s = 2.0},
           .loose_s = 0.018,
           .level_db = {-25.0, -19.0}},
          {.name = "Collegium Saint Aldo",
           .album = "Court Dances",
           .year = 2003,
           .tempo_bpm = {84.0, 120.0},
           .bass = kStrings,
           .chords = kHarpsichord,
           .lead = kStrings,
           .reverb = {.mix = 0.25, .decay_s = 1.8},
           .loose_s = 0.01,
           .level_db = {-24.0, -18.0}}};
}

}  // namespace

Genre classical() {
  return {.name = "classical",
          .feels = {minuet(), sonata()},
          .bands = bands(),
          .songs = {{.title = "Piece for a Rainy Window", .band = 0, .feel = 1},
                    {.title = "Waltz of the Clockmaker", .band = 0, .feel = 0},
                    {.title = "Study in Plain Steps", .band = 0, .feel = 1},
                    {.title = "Little March Home", .band = 0, .feel = 1},
                    {.title = "Quartet of the Four Doors", .band = 1, .feel = 1},
                    {.title = "Evening Minuet", .band = 1, .feel = 0},
                    {.title = "Adagio for an Empty Hall", .band = 1, .feel = 1},
                    {.title = "Dance of the Steward", .band = 2, .feel = 0},
                    {.title = "Courante in Velvet", .band = 2, .feel = 0},
                    {.title = "Air for Aldo", .band = 2, .feel = 1}}};
}

}  // namespace mrec::generator
