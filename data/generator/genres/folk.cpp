#include "score/genre.h"

namespace mrec::generator {
namespace {

using namespace instruments;

Feel ballad() {
  return {
      .swing = {0.0, 0.15},
      .scales = {kMajorPentatonic, kMajor, kDorian},
      .progressions = {"I V vi IV", "I IV I V", "vi IV I V", "i bVII i bVII"},
      .parts = {{.role = Role::kChords,
                 .voicing = Voicing::kArpeggio,
                 .centre_midi = 57,
                 .rhythms = {"x-x-x-x- x-x-x-x-", "x-xxx-x- x-xxx-x-"}},
                {.role = Role::kBass,
                 .voicing = Voicing::kRoot,
                 .centre_midi = 43,
                 .gain = 0.6,
                 .presence = 0.6,
                 .rhythms = {"x------- x-------"}},
                {.role = Role::kLead,
                 .voicing = Voicing::kMelody,
                 .centre_midi = 71,
                 .gain = 0.8,
                 .presence = 0.75,
                 .rhythms = {"X-----x- X---x---", "..x-X--- x-x-X---", "X---x-x- X-------"}}},
      .drums = {{.drum = Drum::kShaker, .gain = 0.25, .presence = 0.3, .rhythms = {"..x...x. ..x...x."}}}};
}

Feel reel() {
  return {.swing = {0.1, 0.3},
          .scales = {kMajor, kMixolydian, kDorian},
          .progressions = {"I I IV V", "i bVII i bVII", "I bVII I V", "I IV V I"},
          .parts = {{.role = Role::kChords,
                     .voicing = Voicing::kStrum,
                     .centre_midi = 57,
                     .rhythms = {"X.x.xoxo X.x.xoxo", "X-xoX-xo X-xoX-xo", "X--xo-x- X--xo-x-"}},
                    {.role = Role::kBass,
                     .voicing = Voicing::kWalk,
                     .centre_midi = 42,
                     .gain = 0.7,
                     .presence = 0.8,
                     .rhythms = {"X---x--- X---x---"}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kMelody,
                     .centre_midi = 74,
                     .gain = 0.9,
                     .rhythms = {"XxxxXxxx X-xxXxxx", "X-xxX-xx X-xxX---", "X-x-Xxxx X-x-X-x-"}}},
          .drums = {{.drum = Drum::kKick,
                     .gain = 0.5,
                     .presence = 0.5,
                     .rhythms = {"x...x... x...x...", "x....... x......."}},
                    {.drum = Drum::kShaker,
                     .gain = 0.3,
                     .presence = 0.6,
                     .rhythms = {"xoxoxoxo xoxoxoxo", "..x...x. ..x...x."}}}};
}

std::vector<Band> bands() {
  return {{.name = "Hazel and the Tinkers",
           .album = "Market Day",
           .year = 2001,
           .tempo_bpm = {100.0, 132.0},
           .bass = kUprightBass,
           .chords = kSteelGuitar,
           .lead = kFiddle,
           .reverb = {.mix = 0.12, .decay_s = 0.7},
           .loose_s = 0.014},
          {.name = "Tobias Wren",
           .album = "Kitchen Songs",
           .year = 2011,
           .tempo_bpm = {72.0, 100.0},
           .bass = kNylonGuitar,
           .chords = kNylonGuitar,
           .lead = kFlute,
           .reverb = {.mix = 0.15, .decay_s = 0.9},
           .loose_s = 0.016,
           .level_db = {-25.0, -19.0}},
          {.name = "The Ferrymen's Daughters",
           .album = "Tide Tables",
           .year = 2018,
           .tempo_bpm = {84.0, 116.0},
           .bass = kUprightBass,
           .chords = kSteelGuitar,
           .lead = kHarmonica,
           .reverb = {.mix = 0.2, .decay_s = 1.2},
           .loose_s = 0.012}};
}

}  // namespace

Genre folk() {
  return {.name = "folk",
          .feels = {ballad(), reel()},
          .bands = bands(),
          .songs = {{.title = "Geese to Market", .band = 0, .feel = 1},
                    {.title = "The Tinker's Reel", .band = 0, .feel = 1},
                    {.title = "Hazel at the Stile", .band = 0, .feel = 0},
                    {.title = "Copper Kettle", .band = 0, .feel = 1},
                    {.title = "Bread and Woodsmoke", .band = 1, .feel = 0},
                    {.title = "My Father's Ladder", .band = 1, .feel = 0},
                    {.title = "Letter to a Lighthouse", .band = 1, .feel = 0},
                    {.title = "Rope and Lantern", .band = 2, .feel = 1},
                    {.title = "Two Tides a Day", .band = 2, .feel = 0},
                    {.title = "The Widow's Oar", .band = 2, .feel = 0}}};
}

}  // namespace mrec::generator
