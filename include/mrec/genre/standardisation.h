#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "mrec/genre/sample_table.h"

namespace mrec::genre {

/// Shift and scale per coefficient that bring the training part to mean 0 and standard deviation 1.
struct Standardisation {
  std::vector<float> mean;   ///< one a coefficient
  std::vector<float> scale;  ///< 1 / standard deviation; 1 for a coefficient that never changes

  /// Leaves everything as it is.
  static Standardisation none(std::size_t coefficients);
  /// Over all frames of some rows of a table; a vector is one frame.
  static Standardisation fit(const SampleTable& table, std::span<const std::size_t> rows);

  /// (x - mean) * scale, in place, of whole frames one after another.
  void apply(std::span<float> frames) const;
};

}  // namespace mrec::genre
