#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <vector>

#include "genre/dealing.h"

namespace mrec::genre {

/// Mends what divide() gave where a model would hear nothing of a genre: one large unit of another genre may
/// have filled a part before, so that all of a genre went to the others. A division of which every genre can
/// be learnt stays as it is.

/// Which genres must be learnt from.
struct Learnable {
  const std::set<std::size_t>& known;  ///< learnt from elsewhere: these need nothing
  std::size_t fewest = 2;              ///< units; a genre of fewer stays where it is
};

/// A genre of which part 0 has no unit gets its share of that part, as nearly as whole units allow: at least
/// one unit, and of several never all. The units come from the parts that have most too much of the genre.
void let_first_learn(std::span<const Unit> units, std::span<const double> shares, const Learnable& learnable,
                     std::vector<std::size_t>& part_of);

/// A genre of two units or more that lie in one fold, so that where it is tested nothing of it is learnt, is
/// spread over the folds. `known` as above.
void spread_over_folds(std::span<const Unit> units, std::span<const double> shares,
                       const std::set<std::size_t>& known, std::vector<std::size_t>& fold_of);

}  // namespace mrec::genre
