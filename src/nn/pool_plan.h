#pragma once

#include "mrec/nn/max_pool2d.h"
#include "mrec/nn/tensor.h"
#include "nn/pool_kernels.h"

namespace mrec::nn {

/// How pooling lies on its samples.
inline PoolShape pool_shape(SampleShape input, const MaxPool2dOptions& options) {
  return {.height = static_cast<std::size_t>(input.height),
          .width = static_cast<std::size_t>(input.width),
          .channels = static_cast<std::size_t>(input.channels),
          .kernel_height = static_cast<std::size_t>(options.kernel_height),
          .kernel_width = static_cast<std::size_t>(options.kernel_width),
          .stride = static_cast<std::size_t>(options.stride)};
}

}  // namespace mrec::nn
