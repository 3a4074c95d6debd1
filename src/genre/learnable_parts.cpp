#include "genre/learnable_parts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace mrec::genre {
namespace {

using Members = std::vector<std::size_t>;  ///< numbers of units

std::map<std::size_t, Members> members_of_genres(std::span<const Unit> units) {
  std::map<std::size_t, Members> members;
  for (std::size_t i = 0; i < units.size(); ++i) {
    for (const std::size_t genre : units[i].genres) members[genre].push_back(i);
  }
  return members;
}

/// Moves units of one genre between parts.
class GenreMover {
 public:
  GenreMover(std::span<const Unit> units, const Members& members, std::span<const double> shares,
             std::vector<std::size_t>& part_of)
      : units_(units), members_(members), part_of_(part_of), lacks_(shares.begin(), shares.end()) {
    double total = 0;
    for (const std::size_t unit : members_) total += size_of(unit);
    for (double& lack : lacks_) lack *= total;
    for (const std::size_t unit : members_) lacks_[part_of_[unit]] -= size_of(unit);
  }

  /// The first move to the part is made whatever it does to the shares, others only if they become better by
  /// it, and while there is more than one unit outside.
  void fill(std::size_t part) {
    for (bool first = true;; first = false) {
      const auto unit = best_for(part);
      if (!unit || (!first && (outside(part) < 2 || !helps(*unit, part)))) return;
      move(*unit, part);
    }
  }

  /// To the part that lacks most, again and again.
  void spread() {
    for (bool first = true;; first = false) {
      const auto part = static_cast<std::size_t>(std::ranges::max_element(lacks_) - lacks_.begin());
      const auto unit = best_for(part);
      if (!unit || (!first && !helps(*unit, part))) return;
      move(*unit, part);
    }
  }

 private:
  double size_of(std::size_t unit) const { return static_cast<double>(units_[unit].tracks.size()); }

  std::size_t outside(std::size_t part) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(members_, [&](std::size_t unit) { return part_of_[unit] != part; }));
  }

  /// Of the part that has most too much the unit that comes nearest to what `part` lacks.
  std::optional<std::size_t> best_for(std::size_t part) const {
    std::optional<std::size_t> best;
    for (const std::size_t unit : members_) {
      if (part_of_[unit] == part) continue;
      const auto misfit = [&](std::size_t each) { return std::abs(lacks_[part] - size_of(each)); };
      const bool better = !best || lacks_[part_of_[unit]] < lacks_[part_of_[*best]] ||
                          (part_of_[unit] == part_of_[*best] && misfit(unit) < misfit(*best));
      if (better) best = unit;
    }
    return best;
  }

  /// Both parts come nearer to their shares.
  bool helps(std::size_t unit, std::size_t part) const {
    constexpr double kRounding = 1e-9;
    const double half = size_of(unit) / 2 + kRounding;
    return lacks_[part] > half && -lacks_[part_of_[unit]] > half;
  }

  void move(std::size_t unit, std::size_t part) {
    lacks_[part_of_[unit]] += size_of(unit);
    lacks_[part] -= size_of(unit);
    part_of_[unit] = part;
  }

  std::span<const Unit> units_;
  const Members& members_;
  std::vector<std::size_t>& part_of_;
  std::vector<double> lacks_;  ///< in tracks of these units, negative: too much
};

}  // namespace

void let_first_learn(std::span<const Unit> units, std::span<const double> shares, const Learnable& learnable,
                     std::vector<std::size_t>& part_of) {
  for (const auto& [genre, members] : members_of_genres(units)) {
    const bool is_learnt = learnable.known.contains(genre) ||
                           std::ranges::any_of(members, [&](std::size_t unit) { return part_of[unit] == 0; });
    if (!is_learnt && members.size() >= learnable.fewest) GenreMover(units, members, shares, part_of).fill(0);
  }
}

void spread_over_folds(std::span<const Unit> units, std::span<const double> shares,
                       const std::set<std::size_t>& known, std::vector<std::size_t>& fold_of) {
  const auto members_of = members_of_genres(units);
  // A unit of several genres that is moved for one may leave another in one fold: then again, but not for
  // ever.
  bool moved = true;
  for (std::size_t round = 0; moved && round < members_of.size(); ++round) {
    moved = false;
    for (const auto& [genre, members] : members_of) {
      const auto in_one_fold = [&](std::size_t unit) { return fold_of[unit] == fold_of[members.front()]; };
      if (known.contains(genre) || members.size() < 2 || !std::ranges::all_of(members, in_one_fold)) continue;
      GenreMover(units, members, shares, fold_of).spread();
      moved = true;
    }
  }
}

}  // namespace mrec::genre
