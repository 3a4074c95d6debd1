#pragma once

#include <vector>

#include "score/take.h"

namespace mrec::generator {

/// Chooses the pitches of one part, stroke by stroke, and remembers where it is.
class Voice {
 public:
  Voice(const Part& part, const Take& take);

  /// MIDI notes of the next stroke over a chord.
  std::vector<int> next(const Chord& chord, bool accent, Random& random);

 private:
  int root(const Chord& chord) const;
  std::vector<int> close_position(const Chord& chord) const;
  int walk(const Chord& chord, bool accent, Random& random);
  int arpeggio(const Chord& chord);
  int melody(const Chord& chord, bool accent, Random& random);

  Voicing voicing_;
  int centre_midi_;
  int key_;
  std::vector<int> ladder_;   ///< scale notes within reach of a melody, ascending
  std::size_t rung_ = 0;      ///< where the melody is on the ladder
  std::size_t arpeggio_ = 0;  ///< strokes of the arpeggio so far
};

}  // namespace mrec::generator
