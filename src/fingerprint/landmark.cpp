#include "fingerprint/landmark.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>

namespace mrec::fingerprint {
namespace {

constexpr double kLeastApart = 2;    // frames
constexpr double kMostApart = 48;    // frames
constexpr double kMostBetween = 63;  // bins
constexpr double kFramesPerStep = 2;
constexpr std::size_t kTargetsOfTrack = 1;
constexpr std::size_t kTargetsOfClip = 5;
/// A number so near to the border of its step might be the next one in the track.
constexpr double kNearBorder = 0.3;

/// A frequency, a frequency or a time in steps: the one it falls into, and the one it might be.
struct Step {
  explicit Step(double value) : nearest(std::lround(value)) {
    const double beside = value - static_cast<double>(nearest);
    if (0.5 - std::abs(beside) < kNearBorder) other = beside > 0 ? nearest + 1 : nearest - 1;
  }
  long nearest;
  std::optional<long> other;
};

std::optional<std::uint32_t> to_code(long first_bin, long second_bin, long steps) {
  const long difference = second_bin - first_bin + 64;
  if (first_bin < 0 || first_bin > 511 || difference < 0 || difference > 127 || steps < 0 || steps > 31)
    return {};
  return static_cast<std::uint32_t>(first_bin << 12 | difference << 5 | steps);
}

/// Calls use(peak, target) for the strongest targets of each peak.
template <class Use>
void for_each_pair(std::span<const Peak> peaks, std::size_t targets, double speed, Use use) {
  std::vector<const Peak*> zone;
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    zone.clear();
    for (std::size_t j = i + 1; j < peaks.size(); ++j) {
      const double apart = (peaks[j].frame - peaks[i].frame) * speed;
      if (apart > kMostApart) break;
      if (apart < kLeastApart || std::abs(peaks[j].bin - peaks[i].bin) / speed > kMostBetween) continue;
      zone.push_back(&peaks[j]);
    }
    std::ranges::stable_sort(zone, std::ranges::greater{}, [](const Peak* peak) { return peak->level_db; });
    if (zone.size() > targets) zone.resize(targets);
    for (const Peak* target : zone) use(peaks[i], *target);
  }
}

}  // namespace

std::vector<Landmark> landmarks_of_track(std::span<const Peak> peaks) {
  std::vector<Landmark> landmarks;
  for_each_pair(peaks, kTargetsOfTrack, 1, [&](const Peak& first, const Peak& second) {
    const auto code = to_code(std::lround(first.bin), std::lround(second.bin),
                              std::lround((second.frame - first.frame) / kFramesPerStep));
    if (code) landmarks.push_back({.code = *code, .frame = first.frame});
  });
  return landmarks;
}

std::vector<Landmark> landmarks_of_clip(std::span<const Peak> peaks, double speed) {
  std::vector<Landmark> landmarks;
  for_each_pair(peaks, kTargetsOfClip, speed, [&](const Peak& first, const Peak& second) {
    const Step low(first.bin / speed);
    const Step high(second.bin / speed);
    const Step time((second.frame - first.frame) * speed / kFramesPerStep);
    const std::array candidates = {
        to_code(low.nearest, high.nearest, time.nearest),
        low.other ? to_code(*low.other, high.nearest, time.nearest) : std::nullopt,
        high.other ? to_code(low.nearest, *high.other, time.nearest) : std::nullopt,
        time.other ? to_code(low.nearest, high.nearest, *time.other) : std::nullopt};
    for (const auto& code : candidates) {
      if (code) landmarks.push_back({.code = *code, .frame = static_cast<float>(first.frame * speed)});
    }
  });
  return landmarks;
}

}  // namespace mrec::fingerprint
