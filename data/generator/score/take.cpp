#include "score/take.h"

#include <algorithm>
#include <cmath>

namespace mrec::generator {
namespace {

double choose(const Range& range, Random& random) {
  return random.between(range.low, range.high);
}

std::vector<Chord> choose_chords(const Feel& feel, Random& random) {
  std::vector<Chord> chords = parse_progression(random.pick(feel.progressions));
  const std::size_t first = random.chance(0.5) ? 0 : random.below(chords.size());
  std::rotate(chords.begin(), chords.begin() + static_cast<std::ptrdiff_t>(first), chords.end());
  return chords;
}

}  // namespace

int Take::bars() const {
  return static_cast<int>(std::ceil(length_s / grid.bar_s));
}

const Chord& Take::chord_at(int bar, double share_of_bar) const {
  const auto index = static_cast<std::size_t>(std::floor((bar + share_of_bar) * chords_per_bar + 1e-9));
  return chords[index % chords.size()];
}

Take choose_take(const Feel& feel, const Band& band, Random& random) {
  Take take;
  take.length_s = random.between(10.1, 11.1);
  take.tempo_bpm = choose(band.tempo_bpm, random);
  take.key = static_cast<int>(random.below(12));
  take.scale = random.pick(feel.scales);
  take.chords = choose_chords(feel, random);
  take.chords_per_bar = feel.chords_per_bar;
  take.grid = {.bar_s = 60.0 / take.tempo_bpm * feel.beats_per_bar,
               .swing = choose(feel.swing, random),
               .loose_s = band.loose_s};
  take.kit = varied(band.kit, random);
  take.microphone_hz = 4500.0 * std::exp2(random.between(0.0, 1.15));
  take.level_db = choose(band.level_db, random);
  return take;
}

}  // namespace mrec::generator
