#include "score/rhythm.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace mrec::generator {
namespace {

double velocity_of(char mark) {
  switch (mark) {
    case 'X':
      return 1.0;
    case 'x':
      return 0.75;
    case 'o':
      return 0.35;
    default:
      throw std::invalid_argument(std::string("not a rhythm mark: ") + mark);
  }
}

}  // namespace

Rhythm::Rhythm(std::string_view drawing) {
  for (const char mark : drawing) {
    if (mark == ' ') continue;
    if (mark == '-' && !strokes.empty()) {
      ++strokes.back().length;
    } else if (mark != '.') {
      strokes.push_back({.step = steps, .length = 1, .velocity = velocity_of(mark)});
    }
    ++steps;
  }
}

double Grid::time_of(int bar, std::size_t step, const Rhythm& rhythm, Random& random) const {
  const bool swings = step % 2 == 1 && (rhythm.steps == 8 || rhythm.steps == 16);
  const double place = static_cast<double>(step) + (swings ? swing : 0.0);
  const double time_s = bar * bar_s + place * step_s(rhythm) + random.between(-loose_s, loose_s);
  return std::max(0.0, time_s);
}

}  // namespace mrec::generator
