#include "path_stages.h"

#include <algorithm>
#include <map>
#include <utility>

#include "mrec/core/interrupt.h"
#include "mrec/library/search.h"
#include "opinions.h"

namespace mrec::recommend {
namespace {

/// Candidates of a point.
constexpr std::size_t kOfPoint = 48;
/// Tracks that all points together look at, beyond kOfPoint each: a long way needs more than its nearest.
constexpr std::size_t kOfAllPoints = 1 << 18;
constexpr double kGenreWeight = 0.1;

/// Which point has which tracks.
class Owners {
 public:
  Owners(const PathPlan& plan, const std::vector<std::vector<library::Hit>>& best)
      : best_(best), of_point_(best.size()) {
    std::map<std::size_t, std::pair<float, std::size_t>> best_point;
    for (std::size_t p = 0; p < best.size(); ++p) {
      if (plan.waypoints[p]) continue;
      for (const library::Hit& hit : best[p]) {
        const auto [found, is_new] = best_point.try_emplace(hit.place, hit.score, p);
        if (!is_new && hit.score > found->second.first) found->second = {hit.score, p};
      }
    }
    for (std::size_t p = 0; p < best.size(); ++p) {
      for (const library::Hit& hit : best[p]) {
        const auto found = best_point.find(hit.place);
        const bool is_of_point = found != best_point.end() && found->second.second == p;
        if (is_of_point && of_point_[p].size() < kOfPoint) give(hit.place, p);
      }
    }
  }

  /// Gives a point without tracks one that another has to spare, or that one that has its only track from it
  /// has when a third can help that one out, and so on; the shortest such chain.
  void supply(std::size_t point) {
    if (!of_point_[point].empty()) return;
    std::map<std::size_t, Want> wants;  // of the points that would give their only track
    std::vector<std::size_t> asking{point};
    for (std::size_t i = 0; i < asking.size(); ++i) {
      for (const library::Hit& hit : best_[asking[i]]) {
        const auto owner = owner_.find(hit.place);
        const bool is_spare = owner == owner_.end() || of_point_[owner->second].size() > 1;
        if (is_spare) return pass_on(hit.place, asking[i], wants);
        if (owner->second == asking[i] || owner->second == point) continue;
        const Want want{.track = hit.place, .by = asking[i]};
        if (wants.try_emplace(owner->second, want).second) asking.push_back(owner->second);
      }
    }
  }

  std::vector<std::size_t>& of(std::size_t point) { return of_point_[point]; }

 private:
  struct Want {
    std::size_t track;
    std::size_t by;
  };

  void give(std::size_t track, std::size_t point) {
    const auto [found, is_new] = owner_.try_emplace(track, point);
    if (!is_new) std::erase(of_point_[found->second], track);
    found->second = point;
    of_point_[point].push_back(track);
  }

  void pass_on(std::size_t track, std::size_t point, const std::map<std::size_t, Want>& wants) {
    give(track, point);
    for (auto want = wants.find(point); want != wants.end(); want = wants.find(want->second.by))
      give(want->second.track, want->second.by);
  }

  const std::vector<std::vector<library::Hit>>& best_;
  std::vector<std::vector<std::size_t>> of_point_;
  std::map<std::size_t, std::size_t> owner_;
};

}  // namespace

std::vector<PathStage> path_stages(const library::Index& index, const PathPlan& plan,
                                   library::Admission& admission, const Workers& workers) {
  const std::size_t points = plan.points.size();
  Matrix units(static_cast<Eigen::Index>(points), index.dimensions());
  Matrix genres(units.rows(), static_cast<Eigen::Index>(index.genres().size()));
  for (std::size_t p = 0; p < points; ++p) {
    units.row(static_cast<Eigen::Index>(p)) = plan.points[p].unit;
    genres.row(static_cast<Eigen::Index>(p)) = plan.points[p].genres;
  }
  const std::size_t count = std::max(kOfPoint, std::min(2 * points, kOfAllPoints / points));
  const auto best = library::best_of_each(index, queries_of(units, genres, kGenreWeight),
                                          std::min(count, index.size()), admission, workers);
  Owners owners(plan, best);
  std::vector<PathStage> stages;
  // All points first: one that was given something may have to give it on.
  for (std::size_t p = 0; p < points; ++p) {
    throw_if_interrupted();
    if (!plan.waypoints[p]) owners.supply(p);
  }
  for (std::size_t p = 0; p < points; ++p) {
    std::vector<std::size_t> candidates =
        plan.waypoints[p] ? std::vector{*plan.waypoints[p]} : std::move(owners.of(p));
    if (!candidates.empty())
      stages.push_back({.candidates = std::move(candidates), .target = plan.points[p].unit});
  }
  return stages;
}

}  // namespace mrec::recommend
