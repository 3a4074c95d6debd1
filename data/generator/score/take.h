#pragma once

#include <vector>

#include "score/genre.h"
#include "score/rhythm.h"

namespace mrec::generator {

/// What one recording of a song has decided on, within the bounds of its feel and its band.
struct Take {
  double length_s = 10.5;
  double tempo_bpm = 120.0;
  int key = 0;  ///< 0 to 11, C to B
  Scale scale;
  std::vector<Chord> chords;  ///< starts anywhere in the progression
  int chords_per_bar = 1;
  Grid grid;
  Kit kit;
  double microphone_hz = 10000.0;  ///< low-pass of the whole recording
  double level_db = -18.0;

  int bars() const;
  const Chord& chord_at(int bar, double share_of_bar) const;
};

Take choose_take(const Feel& feel, const Band& band, Random& random);

}  // namespace mrec::generator
