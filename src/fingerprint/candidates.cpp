#include "fingerprint/candidates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace mrec::fingerprint {
namespace {

constexpr int kSpeeds = 13;
constexpr int kLeastVotes = 3;
/// Landmarks agree when they would let the clip begin within so many frames.
constexpr std::int32_t kSpread = 3;

/// Counts beginnings coarsely, in cells of two frames that all places share by turns: a cell with few votes
/// holds no place with many, and almost all are sorted out without being sorted.
class Sieve {
 public:
  void add(std::int32_t beginning) { ++counts_[cell(beginning)]; }
  bool may_hold(std::int32_t beginning, int votes) const {
    const std::size_t middle = cell(beginning);
    const std::uint32_t before = counts_[(middle - 1) % kCells];
    const std::uint32_t after = counts_[(middle + 1) % kCells];
    return static_cast<int>(before + counts_[middle] + after) >= votes;
  }

 private:
  static constexpr std::size_t kCells = 1 << 15;
  static std::size_t cell(std::int32_t beginning) {
    return (static_cast<std::uint32_t>(beginning) >> 1) % kCells;
  }
  std::vector<std::uint32_t> counts_ = std::vector<std::uint32_t>(kCells);
};

/// Where in the segment the clip would begin, by each landmark in common; only those that others may agree
/// with.
std::vector<std::int32_t> beginnings(const Segment& segment, const ClipAtSpeed& clip) {
  Sieve sieve;
  std::vector<std::int32_t> all;
  for (const Landmark& landmark : clip.landmarks) {
    for (const std::uint32_t place : segment.places(landmark.code)) {
      const float beginning = static_cast<float>(Segment::frame_of(place)) - landmark.frame;
      all.push_back(static_cast<std::int32_t>(std::floor(beginning)));
      sieve.add(all.back());
    }
  }
  std::erase_if(all, [&](std::int32_t each) { return !sieve.may_hold(each, kLeastVotes); });
  std::ranges::sort(all);
  return all;
}

}  // namespace

std::vector<ClipAtSpeed> at_all_speeds(const Clip& clip) {
  std::vector<ClipAtSpeed> clips;
  for (int i = 0; i < kSpeeds; ++i) {
    const double speed = 1 + (i - kSpeeds / 2) * kSpeedStep;
    clips.push_back({.speed = speed, .landmarks = landmarks_of_clip(clip.prominent(), speed)});
  }
  return clips;
}

std::vector<Candidate> find_candidates(const Segment& segment, const ClipAtSpeed& clip,
                                       std::int64_t clip_frames) {
  std::vector<Candidate> candidates;
  const std::vector<std::int32_t> sorted = beginnings(segment, clip);
  std::size_t first = 0;
  std::int32_t newest = 0;  // where the last candidate ended
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    while (sorted[first] + kSpread < sorted[i]) ++first;
    const int votes = static_cast<int>(i - first) + 1;
    if (votes < kLeastVotes) continue;
    const double beginning = (sorted[first] + sorted[i]) / 2.0;
    const bool is_another = candidates.empty() || sorted[first] > newest;
    if (!is_another && votes <= candidates.back().votes) continue;
    const std::size_t track =
        segment.track_at(std::llround(beginning + static_cast<double>(clip_frames) / 2));
    const Candidate candidate{
        .track = track,
        .votes = votes,
        .place = {.start = beginning - segment.first_frame(track) + 0.5, .speed = clip.speed}};
    if (is_another) {
      candidates.push_back(candidate);
    } else {
      candidates.back() = candidate;
    }
    newest = sorted[i];
  }
  return candidates;
}

}  // namespace mrec::fingerprint
