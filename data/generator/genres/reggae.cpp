#include "score/genre.h"

namespace mrec::generator {
namespace {

using namespace instruments;

/// Kick and rim together on the third beat, nothing on the first.
Feel one_drop() {
  return {.swing = {0.1, 0.3},
          .scales = {kMajorPentatonic, kMinorPentatonic, kDorian},
          .progressions = {"I IV", "i iv", "I vi ii V", "i bVII", "I V IV I"},
          .parts = {{.role = Role::kBass,
                     .voicing = Voicing::kWalk,
                     .centre_midi = 38,
                     .gain = 1.0,
                     .rhythms = {"X--x--x- ..x-x-x-", "..X-x-x- X---x-x-", "X---..x- X-x-..x-"}},
                    {.role = Role::kChords,
                     .voicing = Voicing::kChord,
                     .centre_midi = 60,
                     .gain = 0.8,
                     .rhythms = {"....x... ....x...", "..x...x. ..x...x.", "....x.o. ....x.o."}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kMelody,
                     .centre_midi = 72,
                     .gain = 0.6,
                     .presence = 0.6,
                     .rhythms = {"X---x-x- X-------", "......x- X---x---", "X-x-X--- ........"}}},
          .drums = {{.drum = Drum::kKick, .gain = 0.9, .rhythms = {"........ X......."}},
                    {.drum = Drum::kRim, .gain = 0.7, .rhythms = {"........ X.......", "........ X....o.."}},
                    {.drum = Drum::kClosedHat,
                     .gain = 0.55,
                     .rhythms = {"x.x.x.x. x.x.x.x.", "..x...x. ..x...x.", "x.xox.xo x.xox.xo"}}}};
}

/// Four kicks a bar under the offbeats.
Feel steppers() {
  return {.swing = {0.05, 0.2},
          .scales = {kMinorPentatonic, kMinor, kDorian},
          .progressions = {"i bVII", "i iv i bVII", "i bVI bVII i"},
          .parts = {{.role = Role::kBass,
                     .voicing = Voicing::kWalk,
                     .centre_midi = 36,
                     .gain = 1.0,
                     .rhythms = {"X-x-X--x ..x-X-x-", "X--x--x- X--x--x-"}},
                    {.role = Role::kChords,
                     .voicing = Voicing::kChord,
                     .centre_midi = 60,
                     .gain = 0.7,
                     .rhythms = {"..x...x. ..x...x.", "..xx..xx ..xx..xx"}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kMelody,
                     .centre_midi = 70,
                     .gain = 0.6,
                     .presence = 0.5,
                     .rhythms = {"X-----.. ....x-x-", "........ X---x---"}}},
          .drums = {
              {.drum = Drum::kKick, .gain = 1.0, .rhythms = {"X...X... X...X..."}},
              {.drum = Drum::kSnare, .gain = 0.6, .rhythms = {"........ X.......", "....o... X...o..o"}},
              {.drum = Drum::kClosedHat, .gain = 0.55, .rhythms = {"x.x.x.x. x.x.x.x.", "..x...x. ..x...x."}},
              {.drum = Drum::kOpenHat, .gain = 0.4, .presence = 0.5, .rhythms = {"........ ......x."}}}};
}

std::vector<Band> bands() {
  return {{.name = "Mango Street Sound",
           .album = "Shade and Sunday",
           .year = 1979,
           .tempo_bpm = {68.0, 84.0},
           .bass = kBassGuitar,
           .chords = kElectricGuitar,
           .lead = kOrgan,
           .kit = {.snare_wires = 0.6, .hat_decay_s = 0.05},
           .reverb = {.mix = 0.15, .decay_s = 1.0},
           .loose_s = 0.012},
          {.name = "Doctor Lanternfish",
           .album = "Deep Desk",
           .year = 1985,
           .tempo_bpm = {66.0, 80.0},
           .bass = kBassGuitar,
           .chords = kOrgan,
           .lead = kHarmonica,
           .kit = {.kick_hz = 48.0},
           .reverb = {.mix = 0.3, .decay_s = 2.2},
           .echo = 0.5},
          {.name = "Ruby Causeway",
           .album = "Small Axe, Big Kettle",
           .year = 2008,
           .tempo_bpm = {80.0, 96.0},
           .bass = kBassGuitar,
           .chords = kPiano,
           .lead = kElectricGuitar,
           .kit = {.kick_hz = 58.0, .snare_hz = 230.0},
           .reverb = {.mix = 0.12, .decay_s = 0.8},
           .loose_s = 0.01}};
}

}  // namespace

Genre reggae() {
  return {.name = "reggae",
          .feels = {one_drop(), steppers()},
          .bands = bands(),
          .songs = {{.title = "Shade Tree", .band = 0, .feel = 0},
                    {.title = "Sunday Rice", .band = 0, .feel = 0},
                    {.title = "Good Neighbour", .band = 0, .feel = 0},
                    {.title = "Tin Roof Rain", .band = 0, .feel = 1},
                    {.title = "Echo in the Hold", .band = 1, .feel = 1},
                    {.title = "Phosphor Dub", .band = 1, .feel = 0},
                    {.title = "Eleven Fathoms", .band = 1, .feel = 1},
                    {.title = "Causeway Walk", .band = 2, .feel = 0},
                    {.title = "Kettle Song", .band = 2, .feel = 0},
                    {.title = "Carry the Morning", .band = 2, .feel = 1}}};
}

}  // namespace mrec::generator
