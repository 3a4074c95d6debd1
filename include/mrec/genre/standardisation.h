#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mrec/nn/tensor.h"

namespace mrec::genre {

/// Shift and scale per coefficient that bring the training chunks to mean 0 and standard deviation 1.
struct Standardisation {
  std::vector<float> mean;   ///< one a coefficient
  std::vector<float> scale;  ///< 1 / standard deviation; 1 for a coefficient that never changes

  /// Leaves everything as it is.
  static Standardisation none(std::size_t coefficients);
  /// Over all frames of the chosen chunks.
  static Standardisation fit(const nn::Tensor& chunks, std::span<const std::size_t> chosen);

  /// (x - mean) * scale, in place; chunks are [chunk][frame][coefficient][1].
  void apply(nn::Tensor& chunks) const;
};

}  // namespace mrec::genre
