#include "score/genre.h"

namespace mrec::generator {
namespace {

using namespace instruments;

Feel drifting() {
  return {.scales = {kMajorPentatonic, kLydian, kDorian},
          .progressions = {"Imaj7 IVmaj7", "i9 bVII", "Imaj7 vi7 IVmaj7", "i bVImaj7"},
          .parts = {{.role = Role::kChords,
                     .voicing = Voicing::kChord,
                     .centre_midi = 57,
                     .rhythms = {"X---------------", "x------- x-------"}},
                    {.role = Role::kBass,
                     .voicing = Voicing::kRoot,
                     .centre_midi = 38,
                     .gain = 0.6,
                     .presence = 0.7,
                     .rhythms = {"x---------------"}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kMelody,
                     .centre_midi = 76,
                     .gain = 0.5,
                     .presence = 0.8,
                     .rhythms = {"x-----.. ....x---", "....x--- --..o---", "........ x-------"}}}};
}

Feel pulsing() {
  return {.swing = {0.0, 0.1},
          .scales = {kMinorPentatonic, kDorian, kMajorPentatonic},
          .progressions = {"i7 iv7", "Imaj7 ii7", "i bVII bVI"},
          .parts = {{.role = Role::kChords,
                     .voicing = Voicing::kChord,
                     .centre_midi = 60,
                     .rhythms = {"x---------------", "X------- --x-----"}},
                    {.role = Role::kBass,
                     .voicing = Voicing::kRoot,
                     .centre_midi = 36,
                     .gain = 0.7,
                     .rhythms = {"x------- --x-----", "x---------------"}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kArpeggio,
                     .centre_midi = 69,
                     .gain = 0.45,
                     .rhythms = {"x.o.x.o. x.o.x.o.", "x--x--x- -x--x-x-", "x---x--- x---o---"}}},
          .drums = {{.drum = Drum::kKick,
                     .gain = 0.5,
                     .presence = 0.5,
                     .rhythms = {"x....... x.......", "x...x... x...x..."}},
                    {.drum = Drum::kShaker,
                     .gain = 0.2,
                     .presence = 0.6,
                     .rhythms = {"..x...x. ..x...x.", "o.x.o.x. o.x.o.x."}}}};
}

std::vector<Band> bands() {
  return {{.name = "Glass Tundra",
           .album = "Permafrost Hours",
           .year = 2016,
           .tempo_bpm = {50.0, 66.0},
           .bass = kSubBass,
           .chords = kPad,
           .lead = kBell,
           .reverb = {.mix = 0.45, .decay_s = 4.0},
           .echo = 0.3,
           .level_db = {-26.0, -20.0}},
          {.name = "Harbour Lights Out",
           .album = "Low Water",
           .year = 2019,
           .tempo_bpm = {56.0, 76.0},
           .bass = kUprightBass,
           .chords = kStrings,
           .lead = kPiano,
           .reverb = {.mix = 0.4, .decay_s = 3.0},
           .level_db = {-26.0, -21.0}},
          {.name = "Orbit Clerk",
           .album = "Office of Stars",
           .year = 2022,
           .tempo_bpm = {76.0, 100.0},
           .bass = kSubBass,
           .chords = kDarkPad,
           .lead = kElectricPiano,
           .kit = {.kick_hz = 48.0, .hat_decay_s = 0.03},
           .reverb = {.mix = 0.35, .decay_s = 2.5},
           .echo = 0.35,
           .loose_s = 0.0}};
}

}  // namespace

Genre ambient() {
  return {.name = "ambient",
          .feels = {drifting(), pulsing()},
          .bands = bands(),
          .songs = {{.title = "White Morning", .band = 0, .feel = 0},
                    {.title = "The Long Thaw", .band = 0, .feel = 0},
                    {.title = "Lichen", .band = 0, .feel = 0},
                    {.title = "Under the Ice Road", .band = 0, .feel = 1},
                    {.title = "Ferry Without Passengers", .band = 1, .feel = 0},
                    {.title = "Salt on the Window", .band = 1, .feel = 0},
                    {.title = "Fog Signal", .band = 1, .feel = 0},
                    {.title = "Filing the Comets", .band = 2, .feel = 1},
                    {.title = "Night Shift on Titan", .band = 2, .feel = 1},
                    {.title = "Quiet Telemetry", .band = 2, .feel = 0}}};
}

}  // namespace mrec::generator
