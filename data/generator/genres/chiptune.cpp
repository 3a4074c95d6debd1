#include "score/genre.h"

namespace mrec::generator {
namespace {

using namespace instruments;

Feel level_music() {
  return {.scales = {kMajor, kMixolydian, kMinor},
          .progressions = {"I V vi IV", "I bVII IV I", "i bVI bVII i", "I iii IV V"},
          .parts = {{.role = Role::kBass,
                     .voicing = Voicing::kWalk,
                     .centre_midi = 45,
                     .gain = 0.7,
                     .rhythms = {"X.x.X.x. X.x.X.x.", "X..X..X. X..X..x."}},
                    {.role = Role::kChords,
                     .voicing = Voicing::kArpeggio,
                     .centre_midi = 64,
                     .gain = 0.6,
                     .rhythms = {"xxxxxxxx xxxxxxxx", "xx.xx.xx .xx.xx.x"}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kMelody,
                     .centre_midi = 76,
                     .gain = 0.9,
                     .rhythms = {"X-x.x-X- x-x-X---", "X.xxX.x. X-xxx-x.", "X---x-x- X-----x-"}}},
          .drums = {{.drum = Drum::kKick,
                     .gain = 0.8,
                     .presence = 0.85,
                     .rhythms = {"x.....x. x.......", "x...x... x...x..."}},
                    {.drum = Drum::kSnare,
                     .gain = 0.5,
                     .presence = 0.85,
                     .rhythms = {"....x... ....x...", "....x... ....x.xx"}},
                    {.drum = Drum::kClosedHat,
                     .gain = 0.5,
                     .presence = 0.7,
                     .rhythms = {"x.x.x.x. x.x.x.x.", "..x...x. ..x...x."}}}};
}

Feel title_screen() {
  return {.scales = {kMinor, kHarmonicMinor, kMajor},
          .progressions = {"i bVII bVI V", "vi IV I V", "i iv bVII bIII"},
          .parts = {{.role = Role::kBass,
                     .voicing = Voicing::kRoot,
                     .centre_midi = 43,
                     .gain = 0.7,
                     .rhythms = {"x-------", "x---x---"}},
                    {.role = Role::kChords,
                     .voicing = Voicing::kArpeggio,
                     .centre_midi = 60,
                     .gain = 0.8,
                     .rhythms = {"xxxxxxxx xxxxxxxx", "x.xx.xx. x.xx.xx."}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kMelody,
                     .centre_midi = 72,
                     .gain = 0.7,
                     .presence = 0.7,
                     .rhythms = {"X-----x- X-------", "....X--- x---x---"}}}};
}

std::vector<Band> bands() {
  return {{.name = "Sprite Collision",
           .album = "Extra Life",
           .year = 2009,
           .tempo_bpm = {132.0, 172.0},
           .bass = kChipBass,
           .chords = kChipThinPulse,
           .lead = kChipPulse,
           .kit = {.snare_wires = 0.85, .hat_hz = 3000.0, .noise_hold = 3},
           .reverb = {.mix = 0.0},
           .loose_s = 0.0,
           .level_db = {-19.0, -14.0}},
          {.name = "Eight Bit Orchard",
           .album = "Pixel Cider",
           .year = 2014,
           .tempo_bpm = {104.0, 136.0},
           .bass = kChipBass,
           .chords = kChipPulse,
           .lead = kChipThinPulse,
           .kit = {.kick_hz = 70.0, .hat_hz = 2500.0, .noise_hold = 4},
           .reverb = {.mix = 0.08, .decay_s = 0.7},
           .echo = 0.25,
           .loose_s = 0.0},
          {.name = "Cartridge Ghosts",
           .album = "Blow Before Playing",
           .year = 2021,
           .tempo_bpm = {116.0, 132.0},
           .bass = kSynthBass,
           .chords = kChipThinPulse,
           .lead = kChipPulse,
           .kit = {.kick_hz = 50.0, .noise_hold = 2},
           .reverb = {.mix = 0.12, .decay_s = 1.0},
           .loose_s = 0.0,
           .level_db = {-18.0, -14.0}}};
}

}  // namespace

Genre chiptune() {
  return {.name = "chiptune",
          .feels = {level_music(), title_screen()},
          .bands = bands(),
          .songs = {{.title = "World One", .band = 0, .feel = 0},
                    {.title = "Coin Staircase", .band = 0, .feel = 0},
                    {.title = "Boss with Two Hats", .band = 0, .feel = 0},
                    {.title = "Press Start", .band = 0, .feel = 1},
                    {.title = "Apple Physics", .band = 1, .feel = 0},
                    {.title = "Windfall", .band = 1, .feel = 1},
                    {.title = "Save Point", .band = 1, .feel = 1},
                    {.title = "Haunted Solder", .band = 2, .feel = 0},
                    {.title = "Dead Battery", .band = 2, .feel = 1},
                    {.title = "Ninety Nine Continues", .band = 2, .feel = 0}}};
}

}  // namespace mrec::generator
