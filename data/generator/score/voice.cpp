#include "score/voice.h"

#include <algorithm>
#include <cstdlib>

namespace mrec::generator {
namespace {

constexpr int kMelodyReach = 10;

std::vector<int> scale_notes_around(int centre_midi, int key, const Scale& scale) {
  std::vector<int> ladder;
  for (int midi = centre_midi - kMelodyReach; midi <= centre_midi + kMelodyReach; ++midi) {
    const int degree = (midi - key + 120) % 12;
    if (std::find(scale.begin(), scale.end(), degree) != scale.end()) ladder.push_back(midi);
  }
  return ladder;
}

}  // namespace

Voice::Voice(const Part& part, const Take& take)
    : voicing_(part.voicing),
      centre_midi_(part.centre_midi),
      key_(take.key),
      ladder_(scale_notes_around(part.centre_midi, take.key, take.scale)),
      rung_(ladder_.size() / 2) {}

std::vector<int> Voice::next(const Chord& chord, bool accent, Random& random) {
  switch (voicing_) {
    case Voicing::kRoot:
      return {root(chord)};
    case Voicing::kWalk:
      return {walk(chord, accent, random)};
    case Voicing::kPower:
      return {root(chord), root(chord) + 7, root(chord) + 12};
    case Voicing::kChord:
    case Voicing::kStrum:
      return close_position(chord);
    case Voicing::kArpeggio:
      return {arpeggio(chord)};
    case Voicing::kMelody:
      return {melody(chord, accent, random)};
  }
  return {};
}

int Voice::root(const Chord& chord) const {
  return fold_towards(centre_midi_, key_ + chord.root);
}

/// Chord tones near the centre, in ascending order, so that neighbouring chords move little.
std::vector<int> Voice::close_position(const Chord& chord) const {
  std::vector<int> notes;
  for (const int tone : chord.tones) notes.push_back(fold_towards(centre_midi_, key_ + chord.root + tone));
  std::sort(notes.begin(), notes.end());
  return notes;
}

int Voice::walk(const Chord& chord, bool accent, Random& random) {
  return accent ? root(chord) : fold_towards(centre_midi_, root(chord) + random.pick(chord.tones));
}

/// Up the chord and its octave and down again.
int Voice::arpeggio(const Chord& chord) {
  std::vector<int> notes = close_position(chord);
  notes.push_back(notes.front() + 12);
  const std::size_t period = 2 * (notes.size() - 1);
  const std::size_t place = arpeggio_++ % period;
  return notes[std::min(place, period - place)];
}

int Voice::melody(const Chord& chord, bool accent, Random& random) {
  static const std::vector<int> kSteps = {-2, -1, -1, -1, 0, 1, 1, 1, 2, 3};
  const int top = static_cast<int>(ladder_.size()) - 1;
  int rung = static_cast<int>(rung_) + random.pick(kSteps);
  if (rung < 0 || rung > top) rung = top / 2;
  rung_ = static_cast<std::size_t>(rung);
  if (!accent) return ladder_[rung_];
  const std::vector<int> tones = close_position(chord);
  const int wanted = ladder_[rung_];
  int nearest = wanted + 12;
  for (const int tone : tones) {
    const int candidate = fold_towards(wanted, tone);
    if (std::abs(candidate - wanted) < std::abs(nearest - wanted)) nearest = candidate;
  }
  return nearest;
}

}  // namespace mrec::generator
