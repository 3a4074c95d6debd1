#include "score/genre.h"

namespace mrec::generator {
namespace {

using namespace instruments;

Feel club() {
  return {.swing = {0.0, 0.25},
          .scales = {kMinor, kDorian, kMinorPentatonic},
          .progressions = {"i7 iv7", "i bVII bVI bVII", "ii7 V7 Imaj7 vi7", "i7 i7 bVImaj7 bVII"},
          .parts = {{.role = Role::kBass,
                     .voicing = Voicing::kWalk,
                     .centre_midi = 38,
                     .gain = 0.7,
                     .rhythms = {"..X...X. ..X...X.", "X..x..x. ..X...x.", "..xx..xx ..xx..xx"}},
                    {.role = Role::kChords,
                     .voicing = Voicing::kChord,
                     .centre_midi = 60,
                     .gain = 0.7,
                     .rhythms = {"x..x..x. ..x..x..", "..x-..x- ..x-..x-", "x-.x-... x-.x-..."}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kMelody,
                     .centre_midi = 74,
                     .gain = 0.5,
                     .presence = 0.5,
                     .rhythms = {"x.x..x.. x.x..x..", "...x..x. ...x..x."}}},
          .drums = {{.drum = Drum::kKick, .gain = 1.1, .rhythms = {"X...X... X...X..."}},
                    {.drum = Drum::kClap, .gain = 0.6, .presence = 0.9, .rhythms = {"....x... ....x..."}},
                    {.drum = Drum::kOpenHat, .gain = 0.5, .presence = 0.9, .rhythms = {"..x...x. ..x...x."}},
                    {.drum = Drum::kShaker,
                     .gain = 0.25,
                     .presence = 0.5,
                     .rhythms = {"xoxoxoxo xoxoxoxo", "o.xoo.xo o.xoo.xo"}}}};
}

/// The drums take a rest; the chords stay.
Feel breakdown() {
  return {.scales = {kMinor, kDorian},
          .progressions = {"i bVI bIII bVII", "i7 iv7", "Imaj7 vi7 ii7 V7"},
          .parts = {{.role = Role::kChords,
                     .voicing = Voicing::kChord,
                     .centre_midi = 60,
                     .rhythms = {"x--x--x- --x--x--", "x------- x--x----"}},
                    {.role = Role::kBass,
                     .voicing = Voicing::kRoot,
                     .centre_midi = 38,
                     .gain = 0.7,
                     .rhythms = {"x------- ------x-", "x---------------"}},
                    {.role = Role::kLead,
                     .voicing = Voicing::kArpeggio,
                     .centre_midi = 72,
                     .gain = 0.6,
                     .rhythms = {"x.xx.xx. x.xx.xx.", "x..x..x. x..x..x."}}},
          .drums = {{.drum = Drum::kClap, .gain = 0.5, .presence = 0.6, .rhythms = {"....x... ....x..."}},
                    {.drum = Drum::kClosedHat,
                     .gain = 0.55,
                     .presence = 0.8,
                     .rhythms = {"x.x.x.x. x.x.x.x.", "xoxoxoxo xoxoxoxo"}},
                    {.drum = Drum::kKick, .gain = 0.8, .presence = 0.5, .rhythms = {"x....... ........"}}}};
}

std::vector<Band> bands() {
  return {{.name = "Velvet Turnstile",
           .album = "Last Tram",
           .year = 2005,
           .tempo_bpm = {120.0, 126.0},
           .bass = kSynthBass,
           .chords = kElectricPiano,
           .lead = kOrgan,
           .kit = {.kick_hz = 50.0, .kick_punch = 3.5, .hat_decay_s = 0.03},
           .reverb = {.mix = 0.12, .decay_s = 1.0},
           .loose_s = 0.0,
           .level_db = {-18.0, -13.0}},
          {.name = "DJ Marzipan",
           .album = "Sugar Floor",
           .year = 2012,
           .tempo_bpm = {124.0, 130.0},
           .bass = kSynthBass,
           .chords = kSupersaw,
           .lead = kBell,
           .kit = {.kick_hz = 52.0, .kick_punch = 4.0, .hat_decay_s = 0.035},
           .reverb = {.mix = 0.15, .decay_s = 1.3},
           .loose_s = 0.0,
           .level_db = {-17.0, -13.0}},
          {.name = "Concrete Aviary",
           .album = "Roof Access",
           .year = 2020,
           .tempo_bpm = {116.0, 122.0},
           .bass = kSubBass,
           .chords = kOrgan,
           .lead = kSupersaw,
           .kit = {.kick_hz = 46.0, .kick_punch = 3.0, .kick_decay_s = 0.22},
           .reverb = {.mix = 0.2, .decay_s = 1.6},
           .echo = 0.2,
           .loose_s = 0.003}};
}

}  // namespace

Genre house() {
  return {.name = "house",
          .feels = {club(), breakdown()},
          .bands = bands(),
          .songs = {{.title = "Last Tram Home", .band = 0, .feel = 0},
                    {.title = "Cloakroom Number Nine", .band = 0, .feel = 0},
                    {.title = "Warm Pavement", .band = 0, .feel = 1},
                    {.title = "Almond Heart", .band = 1, .feel = 0},
                    {.title = "Sticky Floor", .band = 1, .feel = 0},
                    {.title = "Hands Like Confetti", .band = 1, .feel = 1},
                    {.title = "Icing", .band = 1, .feel = 0},
                    {.title = "Pigeon Logic", .band = 2, .feel = 0},
                    {.title = "Stairwell", .band = 2, .feel = 0},
                    {.title = "Antenna Field", .band = 2, .feel = 1}}};
}

}  // namespace mrec::generator
