#include "fingerprint/candidates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
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
  void add(std::int32_t beginning) {
    std::uint8_t& count = counts_[cell(beginning)];
    if (count < 255) ++count;
  }
  bool may_hold(std::int32_t beginning, int votes) const {
    const std::size_t middle = cell(beginning);
    const int before = counts_[(middle - 1) % kCells];
    const int after = counts_[(middle + 1) % kCells];
    return before + counts_[middle] + after >= votes;
  }

 private:
  static constexpr std::size_t kCells = 1 << 17;  // fit into a core's cache
  static std::size_t cell(std::int32_t beginning) {
    return (static_cast<std::uint32_t>(beginning) >> 1) % kCells;
  }
  std::vector<std::uint8_t> counts_ = std::vector<std::uint8_t>(kCells);
};

/// A landmark in common: where in the segment the clip would begin by it, and where it is.
struct Match {
  std::int32_t beginning = 0;
  std::uint32_t frame = 0;

  auto operator<=>(const Match&) const = default;
};

/// Only those that others may agree with, sorted.
std::vector<Match> matches(const Segment& segment, const ClipAtSpeed& clip) {
  Sieve sieve;
  std::vector<Match> all;
  for (const Landmark& landmark : clip.landmarks) {
    for (const std::uint32_t place : segment.places(landmark.code)) {
      const std::uint32_t frame = Segment::frame_of(place);
      const double beginning = std::floor(static_cast<double>(frame) - landmark.frame);
      all.push_back({.beginning = static_cast<std::int32_t>(beginning), .frame = frame});
      sieve.add(all.back().beginning);
    }
  }
  std::erase_if(all, [&](const Match& each) { return !sieve.may_hold(each.beginning, kLeastVotes); });
  std::ranges::sort(all);
  return all;
}

/// What matches that agree say. The track is where they are: the clip may begin before it and end after it.
Candidate candidate_of(std::span<const Match> agreeing, const Segment& segment, double speed) {
  const double beginning = (agreeing.front().beginning + agreeing.back().beginning + 1) / 2.0;
  const std::size_t track = segment.track_at(agreeing[agreeing.size() / 2].frame);
  return {.track = track,
          .votes = static_cast<int>(agreeing.size()),
          .place = {.start = beginning - segment.first_frame(track), .speed = speed}};
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

std::vector<Candidate> find_candidates(const Segment& segment, const ClipAtSpeed& clip) {
  std::vector<Candidate> candidates;
  const std::vector<Match> sorted = matches(segment, clip);
  std::size_t first = 0;
  std::int32_t newest = 0;  // where the last candidate ended
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    while (sorted[first].beginning + kSpread < sorted[i].beginning) ++first;
    const auto agreeing = std::span(sorted).subspan(first, i + 1 - first);
    const int votes = static_cast<int>(agreeing.size());
    if (votes < kLeastVotes) continue;
    const bool is_another = candidates.empty() || agreeing.front().beginning > newest;
    if (!is_another && votes <= candidates.back().votes) continue;
    if (!is_another) candidates.pop_back();
    candidates.push_back(candidate_of(agreeing, segment, clip.speed));
    newest = agreeing.back().beginning;
  }
  return candidates;
}

}  // namespace mrec::fingerprint
