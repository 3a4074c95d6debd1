#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/library/lanes.h"

namespace mrec::library {

/// Of a larger library as many tracks stand for all when neighbours are looked for.
inline constexpr std::size_t kMostReferences = 20'000;

/// Rows of a library of so many tracks that stand for all, rising and the same each time; nothing when all
/// do.
std::vector<std::uint32_t> choose_references(std::size_t tracks);

/// The row among the references that a vector is itself, so that it does not count; or any number above
/// theirs.
using OwnReference = std::function<std::size_t(std::size_t row)>;

/// For each row of unit vectors the mean of its cosines with the ten references that are nearest to it; 0
/// where there is no reference but itself. Both (... x dimensions).
std::vector<float> nearness_of_neighbours(const MatrixRef& rows, const MatrixRef& references,
                                          const OwnReference& own, const Workers& workers);

}  // namespace mrec::library
