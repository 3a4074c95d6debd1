#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "clip_file.h"

namespace mrec::generator {

/// Signal-to-noise ratio in dB that a decoded clip must reach against the rendered one. Vorbis at our quality
/// stays well above it; a different clip stays near or below 0 dB.
inline constexpr double kLeastSnr_db = 6.0;

/// Power of the original over power of the difference, in dB, over the shorter of the two.
double snr_db(std::span<const float> original, std::span<const float> decoded);

/// What a decoded file has wrong compared with the clip it should hold, worded as "what is wrong: what to
/// do".
std::optional<std::string> difference(const Clip& expected, const Clip& decoded);

}  // namespace mrec::generator
