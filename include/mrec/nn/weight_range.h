#pragma once

namespace mrec::nn {

/// Weights begin uniform within +- this.
enum class WeightRange {
  kGlorot,  ///< sqrt(6 / (fan_in + fan_out)): Glorot and Bengio 2010, equation 16
  kFanIn,   ///< 1 / sqrt(fan_in): smaller steps into ReLU and batch normalisation, as PyTorch begins
};

}  // namespace mrec::nn
