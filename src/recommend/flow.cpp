#include "mrec/recommend/flow.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace mrec::recommend {
namespace {

constexpr double kSameArtist = 1;
constexpr std::size_t kMostMended = 2000;
constexpr double kLeastGain = 1e-9;
constexpr int kMostRounds = 50;

/// Of those that are not taken; the first where none has a cost that is a number.
std::size_t nearest(const FlowInput& input, std::size_t from, const std::vector<bool>& taken) {
  auto best = static_cast<std::size_t>(std::ranges::find(taken, false) - taken.begin());
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (taken[i]) continue;
    if (const double cost = step_cost(input, from, i); cost < least) {
      least = cost;
      best = i;
    }
  }
  return best;
}

std::vector<std::size_t> nearest_neighbour_order(const FlowInput& input) {
  const auto count = static_cast<std::size_t>(input.units.rows());
  std::vector<std::size_t> order{0};
  std::vector<bool> taken(count);
  taken[0] = true;
  while (order.size() < count) {
    order.push_back(nearest(input, order.back(), taken));
    taken[order.back()] = true;
  }
  return order;
}

/// What turning round the stretch first..last of an order saves. The ends of the order cost nothing.
double saving(const FlowInput& input, const std::vector<std::size_t>& order, std::size_t first,
              std::size_t last) {
  double saved = 0;
  if (first > 0) {
    saved +=
        step_cost(input, order[first - 1], order[first]) - step_cost(input, order[first - 1], order[last]);
  }
  if (last + 1 < order.size()) {
    saved += step_cost(input, order[last], order[last + 1]) - step_cost(input, order[first], order[last + 1]);
  }
  return saved;
}

/// One round over all stretches; whether any was turned.
bool mend(const FlowInput& input, std::vector<std::size_t>& order) {
  bool mended = false;
  for (std::size_t first = input.first_stays ? 1 : 0; first + 1 < order.size(); ++first) {
    for (std::size_t last = first + 1; last < order.size(); ++last) {
      if (saving(input, order, first, last) <= kLeastGain) continue;
      std::reverse(order.begin() + static_cast<std::ptrdiff_t>(first),
                   order.begin() + static_cast<std::ptrdiff_t>(last) + 1);
      mended = true;
    }
  }
  return mended;
}

}  // namespace

double step_cost(const FlowInput& input, std::size_t from, std::size_t to) {
  const auto cosine = static_cast<double>(
      input.units.row(static_cast<Eigen::Index>(from)).dot(input.units.row(static_cast<Eigen::Index>(to))));
  const bool same_artist = !input.artists[from].empty() && input.artists[from] == input.artists[to];
  return 1 - cosine + (same_artist ? kSameArtist : 0);
}

std::vector<std::size_t> flowing_order(const FlowInput& input) {
  if (input.units.rows() == 0) return {};
  std::vector<std::size_t> order = nearest_neighbour_order(input);
  if (order.size() > kMostMended) return order;
  for (int round = 0; round < kMostRounds && mend(input, order); ++round) {
  }
  return order;
}

}  // namespace mrec::recommend
