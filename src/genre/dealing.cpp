#include "genre/dealing.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace mrec::genre {
namespace {

/// Genre by genre, large units first (they fit while there is room), equal ones in random order.
std::vector<std::size_t> dealing_order(std::span<const Unit> units, Rng& rng) {
  std::vector<std::size_t> order(units.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  rng.shuffle(std::span(order));
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
    if (units[a].genre != units[b].genre) return units[a].genre < units[b].genre;
    return units[a].tracks.size() > units[b].tracks.size();
  });
  return order;
}

/// Deals units to parts of the given shares: each goes where its genre, and all dealt so far, lack most.
std::vector<std::size_t> deal(std::span<const Unit> units, std::span<const double> shares, Rng& rng) {
  std::map<std::size_t, double> size_of_genre;
  for (const Unit& unit : units) size_of_genre[unit.genre] += static_cast<double>(unit.tracks.size());
  std::map<std::size_t, std::vector<double>> dealt_of_genre;
  std::vector<double> dealt(shares.size());
  std::vector<std::size_t> part_of(units.size());
  double total_dealt = 0;
  for (const std::size_t i : dealing_order(units, rng)) {
    auto& of_genre = dealt_of_genre.try_emplace(units[i].genre, shares.size(), 0.0).first->second;
    const auto lack = [&](std::size_t part) {
      return shares[part] * (size_of_genre[units[i].genre] + total_dealt) - of_genre[part] - dealt[part];
    };
    std::size_t best = 0;
    for (std::size_t part = 1; part < shares.size(); ++part) {
      if (lack(part) > lack(best) + 1e-9) best = part;
    }
    const auto size = static_cast<double>(units[i].tracks.size());
    part_of[i] = best;
    of_genre[best] += size;
    dealt[best] += size;
    total_dealt += size;
  }
  return part_of;
}

/// Cuts each genre's units, in file order and from a random place on, into runs of the given shares.
std::vector<std::size_t> cut(std::span<const Unit> units, std::span<const double> shares, Rng& rng) {
  std::map<std::size_t, std::vector<std::size_t>> units_of_genre;
  for (std::size_t i = 0; i < units.size(); ++i) units_of_genre[units[i].genre].push_back(i);
  std::vector<std::size_t> part_of(units.size());
  for (auto& [genre, members] : units_of_genre) {
    std::ranges::rotate(members, members.begin() + static_cast<std::ptrdiff_t>(rng.below(members.size())));
    double end = 0;
    std::size_t next = 0;
    for (std::size_t part = 0; part < shares.size(); ++part) {
      end += shares[part] * static_cast<double>(members.size());
      const bool last = part + 1 == shares.size();
      while (next < members.size() && (last || static_cast<double>(next) + 0.5 < end))
        part_of[members[next++]] = part;
    }
  }
  return part_of;
}

}  // namespace

std::vector<std::size_t> divide(std::span<const Unit> units, std::span<const double> shares, SplitUnit how,
                                Rng rng) {
  return how == SplitUnit::kBlock ? cut(units, shares, rng) : deal(units, shares, rng);
}

}  // namespace mrec::genre
