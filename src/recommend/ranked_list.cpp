#include "mrec/recommend/ranked_list.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "genre_profile.h"
#include "list_builder.h"
#include "picker.h"
#include "song_signs.h"

namespace mrec::recommend {
namespace {

constexpr std::size_t kPullsShown = 3;
/// A favourite with less of a share did not pull a track in.
constexpr double kLeastShare = 0.05;
/// As many more candidates are asked for when a list did not get full.
constexpr std::size_t kMoreCandidates = 4;

/// Makes one list of candidates.
class Ranking {
 public:
  Ranking(const library::Index& index, const Favourites& favourites, const Candidates& candidates,
          const ListOptions& options)
      : index_(index),
        favourites_(favourites),
        candidates_(candidates),
        options_(options),
        picker_(candidates),
        builder_(options, known(index, favourites)) {}

  /// Whether it got as long as was asked for.
  bool run() {
    while (!is_long_enough()) {
      const auto candidate = choose();
      if (!candidate) return false;
      add(*candidate);
    }
    return true;
  }

  RankedList list() && { return std::move(list_); }

 private:
  static std::vector<SongSigns> known(const library::Index& index, const Favourites& favourites) {
    std::vector<SongSigns> signs;
    for (std::size_t f = 0; f < favourites.tracks.size(); ++f) {
      const Vector unit = favourites.vectors.row(static_cast<Eigen::Index>(f)).head(index.dimensions());
      signs.push_back(signs_of(favourites.tracks[f], unit));
    }
    return signs;
  }

  bool is_long_enough() const {
    return options_.seconds > 0 ? seconds_ >= options_.seconds : list_.tracks.size() >= options_.count;
  }

  const SongSigns& signs(std::size_t candidate) {
    const auto [place, is_new] = signs_.try_emplace(candidate);
    if (is_new) {
      place->second = signs_at(index_, candidates_.places[candidate]);
    }
    return place->second;
  }

  /// The best candidate that fits; of those that only stand too near to another the best when there is no
  /// other.
  std::optional<std::size_t> choose() {
    if (options_.rule_alone) return picker_.next();
    std::vector<std::size_t> waiting;
    std::optional<std::size_t> chosen;
    while (const auto candidate = picker_.next()) {
      const Fit fit = builder_.fit(signs(*candidate));
      if (fit == Fit::kFits) {
        chosen = candidate;
        break;
      }
      if (fit == Fit::kNearArtist || fit == Fit::kNearAlbum) {
        waiting.push_back(*candidate);
        delays_.try_emplace(*candidate, fit == Fit::kNearArtist ? Delay::kSameArtist : Delay::kSameAlbum);
      } else {
        count(fit);
      }
    }
    if (!chosen && !waiting.empty()) {
      chosen = waiting.front();
      delays_.erase(*chosen);
      waiting.erase(waiting.begin());
    }
    for (const std::size_t candidate : waiting) picker_.put_back(candidate);
    return chosen;
  }

  void count(Fit fit) {
    if (fit == Fit::kKnown) ++list_.passed.known;
    if (fit == Fit::kDuplicate) ++list_.passed.duplicates;
    if (fit == Fit::kArtistHasEnough) ++list_.passed.of_artist;
  }

  void add(std::size_t candidate) {
    list_.tracks.push_back(describe(candidate));
    seconds_ += index_.duration_s(candidates_.places[candidate]);
    builder_.add(signs(candidate));
    picker_.take(candidate);
  }

  Recommendation describe(std::size_t candidate) {
    const std::size_t track = candidates_.places[candidate];
    const Eigen::Index dimensions = index_.dimensions();
    const Vector cosines = favourites_.vectors.leftCols(dimensions) * index_.vector(track).head(dimensions);
    Eigen::Index closest = 0;
    const auto similarity = static_cast<double>(cosines.maxCoeff(&closest));
    const Vector probabilities = index_.probabilities(track);
    const std::size_t genre = most_probable(probabilities);
    const auto delay = delays_.find(candidate);
    return {.track = track,
            .score = index_.share_less_alike(similarity),
            .similarity = std::clamp(similarity, -1.0, 1.0),
            .closest = static_cast<std::size_t>(closest),
            .genre = genre,
            .genre_probability = static_cast<double>(probabilities[static_cast<Eigen::Index>(genre)]),
            .genre_part = candidates_.genre_part[candidate],
            .similarity_part = candidates_.similarity_part[candidate],
            .pulls = pulls(candidate),
            .by_rule = {},
            .delay = delay == delays_.end() ? Delay::kNone : delay->second};
  }

  std::vector<Pull> pulls(std::size_t candidate) const {
    const std::vector<double> gains = picker_.gains(candidate);
    const double sum = std::accumulate(gains.begin(), gains.end(), 0.0);
    std::vector<Pull> pulls;
    for (std::size_t f = 0; f < gains.size(); ++f) {
      const double share = sum > 0 ? gains[f] / sum : 1 / static_cast<double>(gains.size());
      if (share >= kLeastShare) pulls.push_back({.favourite = f, .share = share});
    }
    std::ranges::stable_sort(pulls, std::greater<>(), &Pull::share);
    if (pulls.size() > kPullsShown) pulls.resize(kPullsShown);
    return pulls;
  }

  const library::Index& index_;
  const Favourites& favourites_;
  const Candidates& candidates_;
  const ListOptions& options_;
  Picker picker_;
  ListBuilder builder_;
  std::map<std::size_t, SongSigns> signs_;
  std::map<std::size_t, Delay> delays_;
  RankedList list_;
  double seconds_ = 0;
};

/// Where the rule alone would put the tracks of a list.
void tell_places_by_rule(const Candidates& candidates, RankedList& list) {
  Picker picker(candidates);
  std::map<std::size_t, std::size_t> place_of;
  for (std::size_t place = 0; place < list.tracks.size(); ++place) {
    const auto candidate = picker.next();
    if (!candidate) break;
    place_of[candidates.places[*candidate]] = place;
    picker.take(*candidate);
  }
  for (Recommendation& each : list.tracks) {
    if (const auto found = place_of.find(each.track); found != place_of.end()) each.by_rule = found->second;
  }
}

/// Without the last track where that comes nearer to what was asked for.
void trim_to(double seconds, const library::Index& index, RankedList& list) {
  if (seconds <= 0 || list.tracks.size() < 2) return;
  double sum = 0;
  for (const Recommendation& each : list.tracks) sum += index.duration_s(each.track);
  const double without_last = sum - index.duration_s(list.tracks.back().track);
  if (std::abs(without_last - seconds) < std::abs(sum - seconds)) list.tracks.pop_back();
}

/// Tracks that a list of so many seconds has at most, to begin with.
std::size_t expected_count(const library::Index& index, const ListOptions& options) {
  constexpr double kShortTrack_s = 120;
  if (options.seconds <= 0) return options.count;
  return std::min(index.size(), static_cast<std::size_t>(options.seconds / kShortTrack_s) + 1);
}

}  // namespace

RankedList rank(const library::Index& index, const Favourites& favourites, const Matrix& dislikes,
                const RuleOptions& rule, const ListOptions& options, library::Admission& admission,
                const Workers& workers) {
  for (std::size_t count = expected_count(index, options);; count *= kMoreCandidates) {
    const Candidates candidates =
        draw_candidates(index, favourites, dislikes, count, rule, admission, workers);
    Ranking ranking(index, favourites, candidates, options);
    const bool is_full = ranking.run();
    if (!is_full && !candidates.all) continue;
    RankedList list = std::move(ranking).list();
    tell_places_by_rule(candidates, list);
    trim_to(options.seconds, index, list);
    return list;
  }
}

}  // namespace mrec::recommend
