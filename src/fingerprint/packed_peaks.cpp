#include "fingerprint/packed_peaks.h"

#include <algorithm>
#include <cmath>

namespace mrec::fingerprint {
namespace {

constexpr float kStepsPerFrame = 4;
constexpr float kStepsPerBin = 8;
constexpr float kLevelOfZero_db = -64;
constexpr std::int64_t kMost12Bits = 0xFFF;

std::uint32_t to_bits(float value, std::int64_t most) {
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(std::llround(value), 0, most));
}

}  // namespace

std::vector<std::uint32_t> pack(std::span<const Peak> peaks) {
  std::vector<std::uint32_t> packed;
  packed.reserve(peaks.size());
  std::int64_t now = 0;
  for (const Peak& peak : peaks) {
    const std::int64_t time =
        std::max(now, static_cast<std::int64_t>(std::llround(peak.frame * kStepsPerFrame)));
    for (; time - now > kMost12Bits; now += kMost12Bits) {
      packed.push_back(static_cast<std::uint32_t>(kMost12Bits) << 20);
    }
    packed.push_back(static_cast<std::uint32_t>(time - now) << 20 |
                     to_bits(peak.bin * kStepsPerBin, kMost12Bits) << 8 |
                     to_bits(peak.level_db - kLevelOfZero_db, 255));
    now = time;
  }
  return packed;
}

std::vector<Peak> unpack(std::span<const std::uint32_t> packed) {
  std::vector<Peak> peaks;
  peaks.reserve(packed.size());
  std::int64_t now = 0;
  for (const std::uint32_t word : packed) {
    now += word >> 20;
    const std::uint32_t bin = word >> 8 & 0xFFF;
    if (bin == 0) continue;
    peaks.push_back({.frame = static_cast<float>(now) / kStepsPerFrame,
                     .bin = static_cast<float>(bin) / kStepsPerBin,
                     .level_db = static_cast<float>(word & 0xFF) + kLevelOfZero_db});
  }
  return peaks;
}

}  // namespace mrec::fingerprint
