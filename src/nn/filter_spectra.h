#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "nn/fft_plan.h"

namespace mrec::nn {

/// Filters that are worked on together, whatever the size of a vector.
inline constexpr std::size_t kFilterGroup = 16;

/// Filters that look at `taps` lines, one after the other, and at `places` numbers in a row of each.
struct FilterBank {
  std::size_t taps = 1;
  std::size_t places = 1;
  std::size_t filters = 1;
  std::span<const float> weights;  ///< [tap][place][filter]
};

/// Spectra of filters, prepared for products with those of lines of up to plan.size numbers.
struct FilterSpectra {
  FftPlan plan;
  std::size_t taps = 0;
  std::size_t groups = 0;
  /// [group][bin 0 ... size / 2][tap](c, c - d, c + d)[filter], where c - i d is the conjugate spectrum
  /// divided by the size, so that products become correlations without further scaling. The last group is
  /// filled up with zeros.
  std::vector<float> values;

  static FilterSpectra of(const FilterBank& bank, std::size_t line_length);

  std::span<const float> group(std::size_t number) const;
};

}  // namespace mrec::nn
