#include "mrec/recommend/path.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "mrec/library/search.h"
#include "opinions.h"
#include "song_signs.h"

namespace mrec::recommend {
namespace {

/// Tracks that are looked at for each point of the way.
constexpr std::size_t kOfPoint = 48;
constexpr double kGenreWeight = 0.1;
/// A step between two of an artist costs so much more, where the longest step of all costs 4.
constexpr double kSameArtist = 1;
/// Straying from the arc costs that share of a step of the same length.
constexpr double kStraying = 0.5;
/// Times that a way is looked for again without a track that breaks a rule.
constexpr int kMostAttempts = 200;

/// A point that the way is to come by.
struct Point {
  Vector unit;
  Vector genres;
};

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

/// How many tracks lie in each leg, in proportion to their lengths, the largest remainders rounded up.
std::vector<std::size_t> tracks_of_legs(const std::vector<Vector>& units, std::size_t count) {
  std::vector<double> lengths;
  for (std::size_t i = 0; i + 1 < units.size(); ++i) lengths.push_back(angle(units[i], units[i + 1]) + 1e-6);
  const double whole = std::accumulate(lengths.begin(), lengths.end(), 0.0);
  std::vector<std::size_t> tracks;
  double so_far = 0;
  std::size_t given = 0;
  for (const double length : lengths) {
    so_far += length;
    const auto until = static_cast<std::size_t>(std::lround(so_far / whole * static_cast<double>(count)));
    tracks.push_back(until - given);
    given = until;
  }
  return tracks;
}

/// Candidates of one place of the way; a waypoint is the only one of its place.
using Stage = std::vector<std::size_t>;

/// Finds the cheapest way through stages.
class Way {
 public:
  Way(const library::Index& index, std::vector<Stage> stages, std::vector<Vector> targets)
      : index_(index), stages_(std::move(stages)), targets_(std::move(targets)) {}

  std::vector<std::size_t> cheapest() {
    std::vector<std::vector<double>> costs{std::vector<double>(stages_[0].size(), 0.0)};
    std::vector<std::vector<std::size_t>> from{{}};
    for (std::size_t s = 1; s < stages_.size(); ++s) {
      costs.emplace_back();
      from.emplace_back();
      for (const std::size_t place : stages_[s]) {
        const auto [cost, before] = cheapest_to(place, s, costs[s - 1]);
        costs[s].push_back(cost + stray(place, s));
        from[s].push_back(before);
      }
    }
    std::size_t at = 0;  // the last stage has one track
    std::vector<std::size_t> way;
    for (std::size_t s = stages_.size(); s-- > 0;) {
      way.push_back(stages_[s][at]);
      if (s > 0) at = from[s][at];
    }
    std::ranges::reverse(way);
    return way;
  }

  const SongSigns& signs(std::size_t place) {
    const auto [found, is_new] = signs_.try_emplace(place);
    if (is_new) found->second = signs_of(index_.track(place), index_.vector(place).head(index_.dimensions()));
    return found->second;
  }

 private:
  std::pair<double, std::size_t> cheapest_to(std::size_t place, std::size_t stage,
                                             const std::vector<double>& costs) {
    double least = std::numeric_limits<double>::infinity();
    std::size_t best = 0;
    for (std::size_t i = 0; i < stages_[stage - 1].size(); ++i) {
      const double cost = costs[i] + step(stages_[stage - 1][i], place);
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
    const double distance = 1 - static_cast<double>(signs(place).unit.dot(targets_[stage]));
    return kStraying * distance * distance;
  }

  const library::Index& index_;
  std::vector<Stage> stages_;
  std::vector<Vector> targets_;
  std::map<std::size_t, SongSigns> signs_;
};

/// The places of the way: waypoints, and points between them.
struct Plan {
  std::vector<Point> points;
  std::vector<std::optional<std::size_t>> waypoints;  ///< the track that has to be there
};

Plan plan_of(const library::Index& index, const std::vector<std::size_t>& waypoints, std::size_t count) {
  std::vector<Vector> units;
  std::vector<Vector> genres;
  for (const std::size_t place : waypoints) {
    const Vector vector = index.vector(place);
    units.push_back(vector.head(index.dimensions()));
    genres.push_back(vector.tail(vector.size() - index.dimensions()));
  }
  const auto legs = tracks_of_legs(units, count - std::min(count, waypoints.size()));
  Plan plan;
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

/// Where each track fits best: its score, and the number of the point.
using BestPoints = std::map<std::size_t, std::pair<float, std::size_t>>;

/// Takes a track that a point can have from another that has more than one.
void borrow(const std::vector<library::Hit>& hits, BestPoints& best_point, std::vector<Stage>& of_point,
            std::size_t point) {
  for (const library::Hit& hit : hits) {
    auto& [score, owner] = best_point.at(hit.place);
    if (of_point[owner].size() < 2) continue;
    std::erase(of_point[owner], hit.place);
    of_point[point] = {hit.place};
    owner = point;
    return;
  }
}

/// The best tracks for each place between waypoints, each where it fits best; a place without any falls away.
void fill_stages(const library::Index& index, const Plan& plan, library::Admission& admission,
                 const Workers& workers, std::vector<Stage>& stages, std::vector<Vector>& targets) {
  Matrix units(static_cast<Eigen::Index>(plan.points.size()), index.dimensions());
  Matrix genres(units.rows(), static_cast<Eigen::Index>(index.genres().size()));
  for (std::size_t p = 0; p < plan.points.size(); ++p) {
    units.row(static_cast<Eigen::Index>(p)) = plan.points[p].unit;
    genres.row(static_cast<Eigen::Index>(p)) = plan.points[p].genres;
  }
  const std::size_t count = std::max(kOfPoint, 2 * plan.points.size());
  const auto best =
      library::best_of_each(index, queries_of(units, genres, kGenreWeight), count, admission, workers);
  BestPoints best_point;
  for (std::size_t p = 0; p < best.size(); ++p) {
    if (plan.waypoints[p]) continue;
    for (const library::Hit& hit : best[p]) {
      const auto [found, is_new] = best_point.try_emplace(hit.place, hit.score, p);
      if (!is_new && hit.score > found->second.first) found->second = {hit.score, p};
    }
  }
  std::vector<Stage> of_point(plan.points.size());
  for (const auto& [place, best_of] : best_point) of_point[best_of.second].push_back(place);
  for (std::size_t p = 0; p < of_point.size(); ++p) {
    if (plan.waypoints[p]) of_point[p] = {*plan.waypoints[p]};
    if (of_point[p].empty()) borrow(best[p], best_point, of_point, p);
    if (of_point[p].empty()) continue;
    stages.push_back(std::move(of_point[p]));
    targets.push_back(plan.points[p].unit);
  }
}

/// A track of the way that breaks a rule and is no waypoint; nothing when all is well.
std::optional<std::size_t> misfit(const std::vector<std::size_t>& tracks,
                                  const std::vector<std::size_t>& waypoints, const PathOptions& options,
                                  Way& way) {
  const std::set<std::size_t> fixed(waypoints.begin(), waypoints.end());
  std::map<std::string, std::size_t> of_artist;
  for (const std::size_t place : waypoints) ++of_artist[way.signs(place).artist];
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    if (fixed.contains(tracks[i])) continue;
    const SongSigns& signs = way.signs(tracks[i]);
    const bool too_many = options.max_per_artist > 0 && !signs.artist.empty() &&
                          ++of_artist[signs.artist] > options.max_per_artist;
    const auto is_it = [&](std::size_t other) {
      return other != tracks[i] && same_song(signs, way.signs(other), options.songs_by_sound);
    };
    const bool again = std::any_of(tracks.begin(), tracks.begin() + static_cast<std::ptrdiff_t>(i), is_it) ||
                       std::ranges::any_of(waypoints, is_it);
    if (too_many || again) return tracks[i];
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::size_t> smooth_path(const library::Index& index, const std::vector<std::size_t>& waypoints,
                                     const PathOptions& options, library::Admission& admission,
                                     const Workers& workers) {
  assert(waypoints.size() >= 2);
  const Plan plan = plan_of(index, waypoints, options.count);
  for (const std::size_t place : waypoints) admission.exclude(place);
  std::vector<std::size_t> tracks;
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    std::vector<Stage> stages;
    std::vector<Vector> targets;
    fill_stages(index, plan, admission, workers, stages, targets);
    Way way(index, std::move(stages), std::move(targets));
    tracks = way.cheapest();
    const auto wrong = misfit(tracks, waypoints, options, way);
    if (!wrong) break;
    admission.exclude(*wrong);
  }
  return tracks;
}

}  // namespace mrec::recommend
