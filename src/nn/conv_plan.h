#pragma once

#include <cstddef>
#include <span>

#include "mrec/nn/conv2d.h"
#include "mrec/nn/tensor.h"
#include "nn/conv_kernels.h"
#include "nn/pool_kernels.h"

namespace mrec::nn {

/// How a convolution lies on its samples.
struct ConvPlan {
  ConvPlan() = default;
  ConvPlan(SampleShape input, const Conv2dOptions& options);

  ConvShape shape;  ///< with the padding as part of the input
  PaddedSample border;

  /// The sample within its border, in the thread's scratch memory; the sample itself when there is none.
  std::span<const float> padded(std::span<const float> sample) const;
};

/// Cuts `rows` rows of `line` numbers into strips that the first cache holds beside what is read with them.
/// Fixed, as sums run strip by strip.
class Strips {
 public:
  Strips(std::size_t rows, std::size_t line);

  std::size_t count() const { return (rows_ + height_ - 1) / height_; }
  RowRange operator[](std::size_t strip) const;

 private:
  std::size_t rows_;
  std::size_t height_;  ///< of a strip
};

}  // namespace mrec::nn
