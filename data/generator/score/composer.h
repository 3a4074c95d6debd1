#pragma once

#include <vector>

#include "score/take.h"

namespace mrec::generator {

/// A note of a score.
struct Note {
  double start_s = 0.0;
  double held_s = 0.5;
  int midi = 60;
  double velocity = 1.0;
};

/// A stroke of a drum.
struct Hit {
  double start_s = 0.0;
  double velocity = 1.0;
};

/// Writes one part for the length of a take.
std::vector<Note> compose(const Part& part, const Take& take, Random& random);
std::vector<Hit> compose(const DrumPart& part, const Take& take, Random& random);

}  // namespace mrec::generator
