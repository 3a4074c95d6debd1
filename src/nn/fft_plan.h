#pragma once

#include <cstddef>
#include <vector>

namespace mrec::nn {

/// One pass of a Stockham transform: `count` * `stride` butterflies of `radix` numbers each.
struct FftPass {
  int radix = 2;
  std::size_t count = 1;        ///< butterflies of different twiddle factors
  std::size_t stride = 1;       ///< butterflies of equal ones, side by side
  std::vector<float> twiddles;  ///< [count][1 ... radix - 1](cos, -sin)
};

/// The passes of a complex Fourier transform (Cooley and Tukey 1965 in Stockham's order, whose result needs
/// no sorting).
struct FftPlan {
  std::size_t size = 1;
  std::vector<FftPass> passes;

  /// For the smallest even size of no other prime factors than 2, 3 and 5 that is no less than `least`.
  static FftPlan of_at_least(std::size_t least);
};

}  // namespace mrec::nn
