#include "mrec/fingerprint/recognise.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "fingerprint/candidates.h"
#include "fingerprint/packed_peaks.h"
#include "fingerprint/segment.h"

namespace mrec::fingerprint {
namespace {

/// So many of those with the most votes are looked at closely.
constexpr std::size_t kMostCandidates = 1000;
/// As odds, 55 to 1.
constexpr double kMargin = 4;

struct Place {
  std::size_t source = 0;
  std::size_t segment = 0;
  Candidate candidate;
};

/// The best first; the order is total, so that what is left out does not depend on threads.
bool is_before(const Place& a, const Place& b) {
  const auto rank = [](const Place& place) {
    const Alignment& where = place.candidate.place;
    return std::tuple(-place.candidate.votes, place.source, where.start, where.speed);
  };
  return rank(a) < rank(b);
}

std::vector<Place> likely_places(const Clip& clip, const Prints& prints, const Workers& workers) {
  const std::vector<ClipAtSpeed> clips = at_all_speeds(clip);
  const auto segments = prints.segments();
  std::vector<std::vector<Candidate>> found(segments.size() * clips.size());
  workers.for_each(found.size(), [&](std::size_t i) {
    found[i] = find_candidates(segments[i / clips.size()], clips[i % clips.size()]);
  });
  std::vector<Place> places;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::size_t segment = i / clips.size();
    for (const Candidate& candidate : found[i]) {
      const std::size_t source = prints.source_of(segment, candidate.track);
      if (source != Prints::kNone) places.push_back({source, segment, candidate});
    }
  }
  std::ranges::sort(places, is_before);
  if (places.size() > kMostCandidates) places.resize(kMostCandidates);
  return places;
}

/// The best of the alignments near one that is good to a few frames.
std::pair<Evidence, Alignment> best_near(const Clip& clip, std::span<const Peak> track,
                                         const Alignment& place) {
  std::pair<Evidence, Alignment> best{{.nats = -std::numeric_limits<double>::infinity()}, place};
  for (const double frames : {0.0, -1.0, 1.0}) {
    for (const double steps : {0.0, -0.5, 0.5}) {
      const Alignment near{.start = place.start + frames, .speed = place.speed + steps * kSpeedStep};
      const Evidence evidence = clip.evidence(track, near);
      if (evidence.nats > best.first.nats) best = {evidence, near};
    }
  }
  return best;
}

/// The best of the places of one track.
Recognition best_of(const Clip& clip, const Prints& prints, std::span<const Place> places) {
  const Place& first = places.front();
  const std::vector<Peak> track = unpack(prints.segments()[first.segment].peaks(first.candidate.track));
  std::pair<Evidence, Alignment> best{{.nats = -std::numeric_limits<double>::infinity()}, {}};
  for (const Place& place : places) {
    const auto found = best_near(clip, track, place.candidate.place);
    if (found.first.nats > best.first.nats) best = found;
  }
  const Evidence& evidence = best.first;
  const Alignment place = clip.fitted(track, best.second);
  const double chance = std::exp(std::log(static_cast<double>(prints.frames())) - evidence.nats);
  return {.source = first.source,
          .position_s = place.start / kFramesPerSecond,
          .speed = place.speed,
          .certainty = 1 / (1 + chance),
          .evidence = evidence};
}

/// Each of the runs of places of one source.
std::vector<std::span<const Place>> by_source(std::vector<Place>& places) {
  std::ranges::stable_sort(places, {}, &Place::source);
  std::vector<std::span<const Place>> runs;
  for (std::size_t begin = 0, end = 0; begin < places.size(); begin = end) {
    while (end < places.size() && places[end].source == places[begin].source) ++end;
    runs.emplace_back(places.data() + begin, end - begin);
  }
  return runs;
}

}  // namespace

double evidence_asked_for(std::int64_t library_frames) {
  return std::log(static_cast<double>(std::max<std::int64_t>(1, library_frames))) + kMargin;
}

std::vector<Recognition> recognise(const Clip& clip, const Prints& prints, const Workers& workers) {
  std::vector<Place> places = likely_places(clip, prints, workers);
  const auto runs = by_source(places);
  std::vector<Recognition> found(runs.size());
  workers.for_each(runs.size(), [&](std::size_t i) { found[i] = best_of(clip, prints, runs[i]); });
  const double asked_for = evidence_asked_for(prints.frames());
  std::erase_if(found, [&](const Recognition& each) { return each.evidence.nats < asked_for; });
  std::ranges::stable_sort(found, std::ranges::greater{},
                           [](const Recognition& each) { return each.evidence.nats; });
  return found;
}

}  // namespace mrec::fingerprint
