#include "mrec/features/near_duplicates.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "features/fingerprint.h"

namespace mrec::features {
namespace {

constexpr std::size_t kLeastHits = 2;     ///< equal codes at one shift that make a candidate
constexpr std::size_t kMostPlaces = 300;  ///< where a code occurs, above which it tells nothing
constexpr std::size_t kEnoughSteps = 80;  ///< common steps of change: of 5 s, less what smoothing takes off
constexpr std::size_t kFewestSteps = 30;  ///< the same of two tracks of about 3 s
constexpr std::ptrdiff_t kSlack = 1;      ///< steps beside a hit that are tried

/// What two recordings of so many common steps must reach. Few steps are alike by chance more easily
/// (docs/evaluation.md, "The same audio twice").
double least_correlation(std::size_t steps) {
  constexpr double kOfMany = 0.6;
  constexpr double kMany = 200;
  return kOfMany + 0.001 * std::max(0.0, kMany - static_cast<double>(steps));
}

/// Where codes occur, all tracks' in one sorted list.
class CodeIndex {
 public:
  struct Place {
    std::uint32_t code;
    std::uint32_t track;
    std::uint32_t step;
    auto operator<=>(const Place&) const = default;
  };

  explicit CodeIndex(const std::vector<Fingerprint>& prints) {
    for (std::size_t track = 0; track < prints.size(); ++track) {
      for (std::size_t step = 0; step < prints[track].size(); ++step) {
        if (!prints[track].has_code(step)) continue;
        places_.push_back({.code = prints[track].code(step),
                           .track = static_cast<std::uint32_t>(track),
                           .step = static_cast<std::uint32_t>(step)});
      }
    }
    std::sort(places_.begin(), places_.end());
  }

  /// All places of a code; none of one so common that it tells nothing.
  std::span<const Place> places(std::uint32_t code) const {
    const auto [begin, end] = std::ranges::equal_range(places_, code, {}, &Place::code);
    const std::span<const Place> found(begin, end);
    return found.size() > kMostPlaces ? std::span<const Place>{} : found;
  }

 private:
  std::vector<Place> places_;
};

struct Hit {
  std::size_t track;
  std::ptrdiff_t shift;
  auto operator<=>(const Hit&) const = default;
};

/// Tracks after this one, and the shifts at which they have enough codes in common.
std::vector<Hit> candidates(std::size_t track, const Fingerprint& print, const CodeIndex& index) {
  std::vector<Hit> hits;
  for (std::size_t step = 0; step < print.size(); ++step) {
    if (!print.has_code(step)) continue;
    for (const CodeIndex::Place& place : index.places(print.code(step))) {
      if (place.track <= track) continue;
      hits.push_back(
          {place.track, static_cast<std::ptrdiff_t>(step) - static_cast<std::ptrdiff_t>(place.step)});
    }
  }
  std::ranges::sort(hits);
  std::vector<Hit> enough;
  for (std::size_t i = 0; i + kLeastHits <= hits.size(); ++i) {
    const Hit& last = hits[i + kLeastHits - 1];
    if (last.track != hits[i].track || last.shift - hits[i].shift > 1) continue;
    if (enough.empty() || enough.back() != hits[i]) enough.push_back(hits[i]);
  }
  return enough;
}

std::optional<DuplicatePair> best_alignment(std::span<const Hit> shifts, std::size_t track,
                                            const std::vector<Fingerprint>& prints) {
  const Fingerprint& first = prints[track];
  const Fingerprint& second = prints[shifts.front().track];
  const std::size_t needed =
      std::clamp(std::min(first.active(), second.active()) * 4 / 5, kFewestSteps, kEnoughSteps);
  std::optional<DuplicatePair> best;
  for (const Hit& hit : shifts) {
    for (std::ptrdiff_t shift = hit.shift - kSlack; shift <= hit.shift + kSlack + 1; ++shift) {
      const Alignment alignment = align(first, second, shift);
      if (alignment.active < needed || alignment.correlation < least_correlation(alignment.active)) continue;
      if (best && alignment.correlation <= best->correlation) continue;
      best = {.first = track,
              .second = hit.track,
              .shift_s = static_cast<double>(shift) * Fingerprint::kStep_s,
              .correlation = alignment.correlation};
    }
  }
  return best;
}

std::vector<DuplicatePair> pairs_of(std::size_t track, const std::vector<Fingerprint>& prints,
                                    const CodeIndex& index) {
  const std::vector<Hit> hits = candidates(track, prints[track], index);
  std::vector<DuplicatePair> pairs;
  for (auto begin = hits.begin(); begin != hits.end();) {
    const auto end =
        std::find_if(begin, hits.end(), [&](const Hit& hit) { return hit.track != begin->track; });
    if (const auto pair = best_alignment({begin, end}, track, prints)) pairs.push_back(*pair);
    begin = end;
  }
  return pairs;
}

/// A pair found both by its content and by its sound is told once.
std::tuple<std::size_t, std::size_t, bool> order_of(const DuplicatePair& pair) {
  return {pair.first, pair.second, !pair.same_bytes};
}

bool is_same_pair(const DuplicatePair& a, const DuplicatePair& b) {
  return a.first == b.first && a.second == b.second;
}

}  // namespace

struct NearDuplicates::State {
  std::vector<Fingerprint> prints = {};
  /// First track of each content: hash and, for tracks of a CUE sheet, their place in the file.
  std::map<std::tuple<std::string, double, double>, std::size_t> first_of_content = {};
  std::vector<DuplicatePair> same_bytes = {};
};

NearDuplicates::NearDuplicates() : state_(std::make_unique<State>()) {}
NearDuplicates::~NearDuplicates() = default;
NearDuplicates::NearDuplicates(NearDuplicates&&) noexcept = default;
NearDuplicates& NearDuplicates::operator=(NearDuplicates&&) noexcept = default;

std::size_t NearDuplicates::size() const {
  return state_->prints.size();
}

void NearDuplicates::add(const TrackFeatures& track, const FeatureOptions& options) {
  const std::size_t number = size();
  state_->prints.emplace_back(track.chunks, options);
  if (track.content_hash.empty()) return;
  const audio::Section section = track.section.value_or(audio::Section{});
  const auto [entry, is_new] =
      state_->first_of_content.try_emplace({track.content_hash, section.start_s, section.end_s}, number);
  if (!is_new) state_->same_bytes.push_back({.first = entry->second, .second = number, .same_bytes = true});
}

std::vector<DuplicatePair> NearDuplicates::pairs(const Workers& workers) const {
  const CodeIndex index(state_->prints);
  std::vector<DuplicatePair> all = state_->same_bytes;
  workers.map_in_order(
      size(), [&](std::size_t track) { return pairs_of(track, state_->prints, index); },
      [&](std::size_t, const std::vector<DuplicatePair>& found) {
        all.insert(all.end(), found.begin(), found.end());
      });
  std::ranges::sort(all, {}, &order_of);
  const auto repeated = std::ranges::unique(all, &is_same_pair);
  all.erase(repeated.begin(), repeated.end());
  return all;
}

std::vector<std::vector<std::size_t>> NearDuplicates::groups(const Workers& workers) const {
  std::vector<std::size_t> head(size());  // a track of the same set that comes before, or itself
  std::iota(head.begin(), head.end(), std::size_t{0});
  const auto first_of = [&](std::size_t track) {
    while (head[track] != track) track = head[track];
    return track;
  };
  for (const DuplicatePair& pair : pairs(workers)) {
    const auto [low, high] = std::minmax({first_of(pair.first), first_of(pair.second)});
    head[high] = low;
  }
  std::map<std::size_t, std::vector<std::size_t>> sets;
  for (std::size_t track = 0; track < size(); ++track) sets[first_of(track)].push_back(track);
  std::vector<std::vector<std::size_t>> groups;
  for (auto& [first, tracks] : sets) {
    if (tracks.size() > 1) groups.push_back(std::move(tracks));
  }
  return groups;
}

}  // namespace mrec::features
