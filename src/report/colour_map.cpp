#include "report/colour_map.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mrec::report {
namespace {

std::uint8_t to_byte(double level) {
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(level, 0.0, 1.0)));
}

}  // namespace

Palette cubehelix() {
  constexpr double kStart = 0;        // the hue at black: blue
  constexpr double kRotations = 0.5;  // through violet and red to yellow
  constexpr double kHue = 1.4;
  Palette palette;
  for (std::size_t i = 0; i < palette.size(); ++i) {
    const double lightness = static_cast<double>(i) / static_cast<double>(palette.size() - 1);
    const double angle = 2 * std::numbers::pi * (kStart / 3 + 1 + kRotations * lightness);
    const double amplitude = kHue * lightness * (1 - lightness) / 2;
    const double cosine = amplitude * std::cos(angle);
    const double sine = amplitude * std::sin(angle);
    palette[i] = {.red = to_byte(lightness - 0.14861 * cosine + 1.78277 * sine),
                  .green = to_byte(lightness - 0.29227 * cosine - 0.90649 * sine),
                  .blue = to_byte(lightness + 1.97294 * cosine)};
  }
  return palette;
}

}  // namespace mrec::report
