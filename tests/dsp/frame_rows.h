#pragma once

#include <span>

#include "mrec/core/matrix.h"

namespace mrec::dsp::testing {

inline std::span<const float> row_of(const Matrix& matrix, Eigen::Index row) {
  return {matrix.row(row).data(), static_cast<std::size_t>(matrix.cols())};
}

/// What stage(row, out) gives for every row of the input.
template <class Stage>
Matrix by_rows(const Matrix& input, Eigen::Index columns, Stage stage) {
  Matrix output(input.rows(), columns);
  for (Eigen::Index i = 0; i < input.rows(); ++i) {
    stage(row_of(input, i), std::span(output.row(i).data(), static_cast<std::size_t>(columns)));
  }
  return output;
}

}  // namespace mrec::dsp::testing
