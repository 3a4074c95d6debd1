#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "mrec/nn/layer.h"

namespace mrec::nn {

/// A layer that does the work of several in a row.
struct JoinedLayer {
  std::unique_ptr<Layer> layer;  ///< null when there is nothing to join
  std::size_t count = 0;         ///< of the layers whose work it does
};

/// Joins the last of some layers in a row with those before it: convolution, ReLU or none, max-pooling, and
/// batch norm as soon as it is there. The layers must outlive the result.
JoinedLayer join_last(std::span<Layer* const> layers);

}  // namespace mrec::nn
