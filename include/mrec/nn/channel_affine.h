#pragma once

#include <span>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::nn {

/// What batch normalisation learnt of each channel.
struct NormStatistics {
  std::span<const float> gamma;
  std::span<const float> beta;
  std::span<const float> mean;
  std::span<const float> variance;
  float epsilon = 1e-3F;
};

/// Batch normalisation in inference: one multiplication and one addition a channel.
struct ChannelAffine {
  Vector scale;
  Vector shift;

  /// gamma * (x - mean) / sqrt(variance + epsilon) + beta as scale * x + shift. All of one size.
  static ChannelAffine fold(const NormStatistics& norm);

  /// Of rows with one number a channel, in place.
  void apply(Eigen::Ref<Matrix> rows) const;
};

}  // namespace mrec::nn
