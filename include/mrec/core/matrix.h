#pragma once

#include <Eigen/Core>

namespace mrec {

/// Row-major float matrix. One row is one item (a frame, a track, a vector), one column one of its numbers;
/// so a spectrogram is (frames x bands), the order in which it is computed, written to files and learnt from.
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Read-only view of a Matrix or of a block of whole rows of one.
using MatrixRef = Eigen::Ref<const Matrix>;

using Vector = Eigen::VectorXf;

}  // namespace mrec
