#include "score/genre.h"

namespace mrec::generator {
namespace {

using namespace instruments;

Feel thrash() {
  return {
      .scales = {kPhrygian, kMinor, kHarmonicMinor},
      .progressions = {"i5 bII5 i5 bVI5", "i5 i5 bIII5 bII5", "i5 bVII5 bVI5 V5"},
      .parts = {{.role = Role::kChords,
                 .voicing = Voicing::kPower,
                 .centre_midi = 42,
                 .gain = 1.7,
                 .rhythms = {"X.xxX.xx X.xxX.xx", "XxxxXxxx XxxxX-X-", "X--xx.X- -xx.X-X-"}},
                {.role = Role::kBass,
                 .voicing = Voicing::kRoot,
                 .centre_midi = 34,
                 .gain = 0.8,
                 .rhythms = {"xxxxxxxx xxxxxxxx", "x.xxx.xx x.xxx.xx"}},
                {.role = Role::kLead,
                 .voicing = Voicing::kMelody,
                 .centre_midi = 74,
                 .gain = 0.7,
                 .presence = 0.5,
                 .rhythms = {"XxxxXxxx XxxxXxxx", "X---X-x- X-------"}}},
      .drums = {{.drum = Drum::kKick,
                 .gain = 1.1,
                 .rhythms = {"xxxxxxxx xxxxxxxx", "x.xxx.xx x.xxx.xx", "x...x.xx x...x.xx"}},
                {.drum = Drum::kSnare, .gain = 0.9, .rhythms = {"....X... ....X...", "..X...X. ..X...X."}},
                {.drum = Drum::kCrash,
                 .gain = 0.35,
                 .presence = 0.8,
                 .rhythms = {"x....... ........", "x...x... x...x..."}},
                {.drum = Drum::kClosedHat, .gain = 0.65, .presence = 0.6, .rhythms = {"x.x.x.x. x.x.x.x."}}}};
}

Feel doom() {
  return {
      .scales = {kMinor, kPhrygian, kBlues},
      .progressions = {"i5 bVI5", "i5 bII5", "i5 iv5 bIII5 bVII5"},
      .parts = {{.role = Role::kChords,
                 .voicing = Voicing::kPower,
                 .centre_midi = 40,
                 .gain = 1.7,
                 .rhythms = {"X------- X-------", "X---X--- ----X-X-"}},
                {.role = Role::kBass,
                 .voicing = Voicing::kRoot,
                 .centre_midi = 33,
                 .gain = 0.9,
                 .rhythms = {"x------- x-------", "x---x--- x---x---"}},
                {.role = Role::kLead,
                 .voicing = Voicing::kMelody,
                 .centre_midi = 69,
                 .gain = 0.6,
                 .presence = 0.6,
                 .rhythms = {"X------- x---X---", "........ X-x-X---"}}},
      .drums = {{.drum = Drum::kKick, .gain = 1.0, .rhythms = {"x....... x.x.....", "x.....x. x......."}},
                {.drum = Drum::kSnare, .gain = 0.9, .rhythms = {"....X... ....X..."}},
                {.drum = Drum::kTom,
                 .gain = 0.6,
                 .presence = 0.5,
                 .rhythms = {"........ ......xx", "........ ....xxxx"}},
                {.drum = Drum::kCrash, .gain = 0.35, .rhythms = {"x...x... x...x...", "x....... x......."}}}};
}

/// What comes before the storm: broken chords, hardly any drums.
Feel quiet_intro() {
  return {.scales = {kMinor, kHarmonicMinor},
          .progressions = {"i bVI iv V", "i bVII bVI bVII"},
          .parts = {{.role = Role::kChords,
                     .voicing = Voicing::kArpeggio,
                     .centre_midi = 52,
                     .rhythms = {"x-x-x-x- x-x-x-x-"}},
                    {.role = Role::kBass,
                     .voicing = Voicing::kRoot,
                     .centre_midi = 38,
                     .gain = 0.6,
                     .rhythms = {"x---------------"}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kMelody,
                     .centre_midi = 69,
                     .gain = 0.8,
                     .rhythms = {"X------- x---X---"}}},
          .drums = {{.drum = Drum::kTom, .gain = 0.5, .rhythms = {"x....... x.......", "x.....x. x.....x."}},
                    {.drum = Drum::kCrash, .gain = 0.25, .rhythms = {"x....... ........"}}}};
}

std::vector<Band> bands() {
  return {{.name = "Iron Larder",
           .album = "Pantry of Knives",
           .year = 1991,
           .tempo_bpm = {150.0, 196.0},
           .bass = kBassGuitar,
           .chords = kMetalGuitar,
           .lead = kMetalGuitar,
           .kit = {.kick_hz = 60.0, .kick_punch = 4.0, .kick_decay_s = 0.1, .snare_decay_s = 0.1},
           .reverb = {.mix = 0.08, .decay_s = 0.8},
           .loose_s = 0.004,
           .level_db = {-16.0, -12.0}},
          {.name = "Moss Cathedral",
           .album = "Roots of the Bell",
           .year = 2010,
           .tempo_bpm = {72.0, 98.0},
           .bass = kBassGuitar,
           .chords = kMetalGuitar,
           .lead = kCrunchGuitar,
           .kit = {.kick_hz = 50.0, .snare_decay_s = 0.18},
           .reverb = {.mix = 0.2, .decay_s = 1.8},
           .level_db = {-17.0, -13.0}},
          {.name = "Wolfram Choir",
           .album = "Filament",
           .year = 2017,
           .tempo_bpm = {116.0, 148.0},
           .bass = kBassGuitar,
           .chords = kCrunchGuitar,
           .lead = kMetalGuitar,
           .kit = {.kick_hz = 56.0, .kick_punch = 3.5, .kick_decay_s = 0.12},
           .reverb = {.mix = 0.12, .decay_s = 1.1},
           .loose_s = 0.005,
           .level_db = {-17.0, -12.0}}};
}

}  // namespace

Genre metal() {
  return {.name = "metal",
          .feels = {thrash(), doom(), quiet_intro()},
          .bands = bands(),
          .songs = {{.title = "Pantry of Knives", .band = 0, .feel = 0},
                    {.title = "Boil the Anvil", .band = 0, .feel = 0},
                    {.title = "Curfew for Giants", .band = 0, .feel = 0},
                    {.title = "Rivet Storm", .band = 0, .feel = 0},
                    {.title = "Green Steeple", .band = 1, .feel = 1},
                    {.title = "The Slow Bell", .band = 1, .feel = 1},
                    {.title = "Hymn for Mushrooms", .band = 1, .feel = 1},
                    {.title = "Tungsten Throat", .band = 2, .feel = 0},
                    {.title = "Before the Current", .band = 2, .feel = 2},
                    {.title = "White Heat Litany", .band = 2, .feel = 1}}};
}

}  // namespace mrec::generator
