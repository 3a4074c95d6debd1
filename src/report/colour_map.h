#pragma once

#include <array>
#include <cstdint>

namespace mrec::report {

struct Rgb {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;

  bool operator==(const Rgb&) const = default;
};

using Palette = std::array<Rgb, 256>;

/// 256 colours from black to white whose lightness rises evenly, so that equal steps look equal and a print
/// in grey keeps their order: the cubehelix of Green (2011), Bull. Astr. Soc. India 39, 289.
Palette cubehelix();

}  // namespace mrec::report
