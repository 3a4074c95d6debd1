#include "score/composer.h"

#include "score/voice.h"

namespace mrec::generator {
namespace {

/// The rhythm of a clip: one bar that repeats, and another one for every fourth bar.
class RhythmPair {
 public:
  RhythmPair(const std::vector<std::string>& drawings, Random& random)
      : usual_(random.pick(drawings)), fourth_(random.pick(drawings)) {}

  const Rhythm& of_bar(int bar) const { return bar % 4 == 3 ? fourth_ : usual_; }

 private:
  Rhythm usual_;
  Rhythm fourth_;
};

double humanised(double velocity, Random& random) {
  return velocity * random.between(0.85, 1.0);
}

}  // namespace

std::vector<Note> compose(const Part& part, const Take& take, Random& random) {
  constexpr double kLegato = 0.94;
  constexpr double kStrumGap_s = 0.014;
  std::vector<Note> notes;
  const RhythmPair rhythms(part.rhythms, random);
  Voice voice(part, take);
  for (int bar = 0; bar < take.bars(); ++bar) {
    const Rhythm& rhythm = rhythms.of_bar(bar);
    for (const Stroke& stroke : rhythm.strokes) {
      const double share = static_cast<double>(stroke.step) / static_cast<double>(rhythm.steps);
      const double start_s = take.grid.time_of(bar, stroke.step, rhythm, random);
      const double held_s = kLegato * static_cast<double>(stroke.length) * take.grid.step_s(rhythm);
      const double velocity = humanised(stroke.velocity, random);
      double delay_s = 0.0;
      for (const int midi : voice.next(take.chord_at(bar, share), stroke.velocity == 1.0, random)) {
        notes.push_back({.start_s = start_s + delay_s, .held_s = held_s, .midi = midi, .velocity = velocity});
        if (part.voicing == Voicing::kStrum) delay_s += kStrumGap_s;
      }
    }
  }
  return notes;
}

std::vector<Hit> compose(const DrumPart& part, const Take& take, Random& random) {
  std::vector<Hit> hits;
  const RhythmPair rhythms(part.rhythms, random);
  for (int bar = 0; bar < take.bars(); ++bar) {
    const Rhythm& rhythm = rhythms.of_bar(bar);
    for (const Stroke& stroke : rhythm.strokes) {
      const double start_s = take.grid.time_of(bar, stroke.step, rhythm, random);
      hits.push_back({.start_s = start_s, .velocity = humanised(stroke.velocity, random)});
    }
  }
  return hits;
}

}  // namespace mrec::generator
