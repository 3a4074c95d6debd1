#include "mrec/eval/chance_rule.h"

#include <algorithm>

#include "mrec/core/rng.h"

namespace mrec::eval {

Ranker by_chance(std::uint64_t seed) {
  return [seed](std::span<const std::size_t> favourites, const std::vector<bool>& may_be_listed,
                std::size_t count) {
    // A stream of its own for each listener, so that listeners may be served in any order.
    std::uint64_t stream = 0;
    for (const std::size_t favourite : favourites) stream = stream * 1'000'003 + favourite + 1;
    std::vector<std::size_t> list;
    for (std::size_t track = 0; track < may_be_listed.size(); ++track) {
      if (may_be_listed[track]) list.push_back(track);
    }
    Rng rng(seed, stream);
    rng.shuffle(std::span(list));
    list.resize(std::min(count, list.size()));
    return list;
  };
}

}  // namespace mrec::eval
