#pragma once

#include <cstdint>
#include <vector>

#include "index_part.h"
#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/library/index.h"

namespace mrec::library {

/// See Index::hubness(); `units` are the tracks of the library, `references` its rows that stand for all, if
/// not all.
std::vector<float> hubness_within(const Matrix& units, const std::vector<std::uint32_t>& references,
                                  const Workers& workers);

/// Of tracks that are added, told by those that were there at first, `goes` with the places that are or
/// become empty.
std::vector<float> hubness_beside(const Index& index, const FinishedRows& added,
                                  const std::vector<bool>& goes, const Workers& workers);

}  // namespace mrec::library
