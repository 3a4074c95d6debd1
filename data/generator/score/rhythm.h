#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "synth/random.h"

namespace mrec::generator {

/// One stroke of a rhythm; lengths are in steps.
struct Stroke {
  std::size_t step = 0;
  std::size_t length = 1;
  double velocity = 1.0;
};

/// Reads one bar drawn as text, one character a step: X accent, x stroke, o ghost stroke, - the stroke before
/// goes on, . rest; spaces only help the eye. So "X--- x-x." has eight steps. The number of steps divides the
/// bar evenly: 16 are semiquavers in 4/4, 12 are triplets in 4/4 or semiquavers in 3/4.
struct Rhythm {
  explicit Rhythm(std::string_view drawing);

  std::vector<Stroke> strokes;
  std::size_t steps = 0;
};

/// Where bars and steps lie in time.
struct Grid {
  double bar_s = 2.0;
  double swing = 0.0;    ///< delay of every second step, in steps; only bars of 8 or 16 steps swing
  double loose_s = 0.0;  ///< strokes fall up to this far from their place

  double step_s(const Rhythm& rhythm) const { return bar_s / static_cast<double>(rhythm.steps); }
  double time_of(int bar, std::size_t step, const Rhythm& rhythm, Random& random) const;
};

}  // namespace mrec::generator
