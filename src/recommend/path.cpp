#include "mrec/recommend/path.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "mrec/core/interrupt.h"
#include "path_stages.h"
#include "song_signs.h"

namespace mrec::recommend {
namespace {

/// A step between two of an artist costs so much more, where the longest step of all costs 4.
constexpr double kSameArtist = 1;
/// Straying from the arc costs that share of a step of the same length.
constexpr double kStraying = 0.5;
/// Times that a way is looked for again without the tracks that break a rule.
constexpr int kMostAttempts = 50;

double angle(const Vector& a, const Vector& b) {
  return std::acos(std::clamp(static_cast<double>(a.dot(b)), -1.0, 1.0));
}

/// On the arc from a to b, at share t of it; on the straight line where there is no arc.
Vector between(const Vector& a, const Vector& b, double t) {
  const double whole = angle(a, b);
  const double sine = std::sin(whole);
  if (sine < 1e-6) return (a * static_cast<float>(1 - t) + b * static_cast<float>(t)).normalized();
  return a * static_cast<float>(std::sin((1 - t) * whole) / sine) +
         b * static_cast<float>(std::sin(t * whole) / sine);
}

/// How many tracks lie in each leg, in proportion to their lengths, the largest remainders rounded up. A leg
/// to or from a vector that holds no numbers has no length.
std::vector<std::size_t> tracks_of_legs(const std::vector<Vector>& units, std::size_t count) {
  std::vector<double> lengths;
  for (std::size_t i = 0; i + 1 < units.size(); ++i) {
    const double length = angle(units[i], units[i + 1]);
    lengths.push_back((std::isfinite(length) ? length : 0) + 1e-6);
  }
  const double whole = std::accumulate(lengths.begin(), lengths.end(), 0.0);
  std::vector<std::size_t> tracks;
  double so_far = 0;
  std::size_t given = 0;
  for (const double length : lengths) {
    so_far += length;
    const auto until = std::clamp(
        static_cast<std::size_t>(std::lround(so_far / whole * static_cast<double>(count))), given, count);
    tracks.push_back(until - given);
    given = until;
  }
  return tracks;
}

/// Finds the cheapest way through stages.
class Way {
 public:
  Way(const library::Index& index, std::vector<PathStage> stages)
      : index_(index), stages_(std::move(stages)) {}

  std::vector<std::size_t> cheapest() {
    std::vector<std::vector<double>> costs{std::vector<double>(stages_[0].candidates.size(), 0.0)};
    std::vector<std::vector<std::size_t>> from{{}};
    for (std::size_t s = 1; s < stages_.size(); ++s) {
      throw_if_interrupted();
      costs.emplace_back();
      from.emplace_back();
      for (const std::size_t place : stages_[s].candidates) {
        const auto [cost, before] = cheapest_to(place, s, costs[s - 1]);
        costs[s].push_back(cost + stray(place, s));
        from[s].push_back(before);
      }
    }
    std::size_t at = 0;  // the last stage has one track
    std::vector<std::size_t> way;
    for (std::size_t s = stages_.size(); s-- > 0;) {
      way.push_back(stages_[s].candidates[at]);
      if (s > 0) at = from[s][at];
    }
    std::ranges::reverse(way);
    return way;
  }

  const SongSigns& signs(std::size_t place) {
    const auto [found, is_new] = signs_.try_emplace(place);
    if (is_new) found->second = signs_at(index_, place);
    return found->second;
  }

 private:
  std::pair<double, std::size_t> cheapest_to(std::size_t place, std::size_t stage,
                                             const std::vector<double>& costs) {
    const std::vector<std::size_t>& before = stages_[stage - 1].candidates;
    double least = std::numeric_limits<double>::infinity();
    std::size_t best = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
      const double cost = costs[i] + step(before[i], place);
      if (cost < least) {
        least = cost;
        best = i;
      }
    }
    return {least, best};
  }

  double step(std::size_t a, std::size_t b) {
    const SongSigns& from = signs(a);
    const SongSigns& to = signs(b);
    const double distance = 1 - static_cast<double>(from.unit.dot(to.unit));
    const bool same_artist = !from.artist.empty() && from.artist == to.artist;
    return distance * distance + (same_artist ? kSameArtist : 0);
  }

  double stray(std::size_t place, std::size_t stage) {
    const double distance = 1 - static_cast<double>(signs(place).unit.dot(stages_[stage].target));
    return kStraying * distance * distance;
  }

  const library::Index& index_;
  std::vector<PathStage> stages_;
  std::map<std::size_t, SongSigns> signs_;
};

PathPlan plan_of(const library::Index& index, const std::vector<std::size_t>& waypoints, std::size_t count) {
  std::vector<Vector> units;
  std::vector<Vector> genres;
  for (const std::size_t place : waypoints) {
    const Vector vector = index.vector(place);
    units.push_back(vector.head(index.dimensions()));
    genres.push_back(vector.tail(vector.size() - index.dimensions()));
  }
  const auto legs = tracks_of_legs(units, count - std::min(count, waypoints.size()));
  PathPlan plan;
  for (std::size_t leg = 0; leg < legs.size(); ++leg) {
    plan.points.push_back({.unit = units[leg], .genres = genres[leg]});
    plan.waypoints.emplace_back(waypoints[leg]);
    for (std::size_t i = 1; i <= legs[leg]; ++i) {
      const double t = static_cast<double>(i) / static_cast<double>(legs[leg] + 1);
      plan.points.push_back({.unit = between(units[leg], units[leg + 1], t),
                             .genres = between(genres[leg], genres[leg + 1], t)});
      plan.waypoints.emplace_back();
    }
  }
  plan.points.push_back({.unit = units.back(), .genres = genres.back()});
  plan.waypoints.emplace_back(waypoints.back());
  return plan;
}

/// Tracks of a way that break a rule and are no waypoints.
struct Misfits {
  std::set<std::size_t> duplicates;
  std::set<std::size_t> of_artist;
};

Misfits misfits(const std::vector<std::size_t>& tracks, const std::vector<std::size_t>& waypoints,
                const PathOptions& options, Way& way) {
  const std::set<std::size_t> fixed(waypoints.begin(), waypoints.end());
  std::map<std::string, std::size_t> of_artist;
  for (const std::size_t place : fixed) ++of_artist[way.signs(place).artist];
  std::vector<std::size_t> kept(fixed.begin(), fixed.end());
  Misfits wrong;
  for (const std::size_t track : tracks) {
    if (fixed.contains(track)) continue;
    const SongSigns& signs = way.signs(track);
    const bool is_again = std::ranges::any_of(
        kept, [&](std::size_t other) { return same_song(signs, way.signs(other), options.songs_by_sound); });
    std::size_t& so_many = of_artist[signs.artist];
    if (is_again) {
      wrong.duplicates.insert(track);
    } else if (options.max_per_artist > 0 && !signs.artist.empty() && so_many >= options.max_per_artist) {
      wrong.of_artist.insert(track);
    } else {
      ++so_many;
      kept.push_back(track);
    }
  }
  return wrong;
}

}  // namespace

PathList smooth_path(const library::Index& index, const std::vector<std::size_t>& waypoints,
                     const PathOptions& options, library::Admission& admission, const Workers& workers) {
  assert(waypoints.size() >= 2);
  const std::size_t count = std::max(waypoints.size(), std::min(options.count, index.tracks()));
  const PathPlan plan = plan_of(index, waypoints, count);
  for (const std::size_t place : waypoints) admission.exclude(place);
  PathList list;
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    Way way(index, path_stages(index, plan, admission, workers));
    list.tracks = way.cheapest();
    const Misfits wrong = misfits(list.tracks, waypoints, options, way);
    if (wrong.duplicates.empty() && wrong.of_artist.empty()) break;
    list.passed.duplicates += wrong.duplicates.size();
    list.passed.of_artist += wrong.of_artist.size();
    const auto is_wrong = [&](std::size_t track) {
      return wrong.duplicates.contains(track) || wrong.of_artist.contains(track);
    };
    for (const std::size_t track : list.tracks) {
      if (is_wrong(track)) admission.exclude(track);
    }
    std::erase_if(list.tracks, is_wrong);  // all that remains after the last attempt
  }
  return list;
}

}  // namespace mrec::recommend
