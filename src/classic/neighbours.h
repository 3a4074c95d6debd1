#pragma once

#include <cstddef>
#include <vector>

#include "classic/state.h"
#include "mrec/core/matrix.h"

namespace mrec::classic {

/// Of any length but 0: of length 1, so that distances tell what the cosine tells. A zero vector stays as it
/// is.
Matrix unit_rows(const MatrixRef& vectors);

/// The `count` columns (numbers x items) that are nearest to the vector, at least 1 and at most all, in no
/// particular order; of those equally near the first count.
std::vector<Eigen::Index> nearest(const Matrix& columns, const Eigen::Ref<const Eigen::RowVectorXf>& vector,
                                  int count);

/// How many vote, as a tensor of a state.
NamedTensor neighbours_tensor(int neighbours);

/// The same read back: from 1 to `examples`.
int read_neighbours(StateReader& reader, std::size_t examples);

}  // namespace mrec::classic
