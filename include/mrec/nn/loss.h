#pragma once

#include <span>

#include "mrec/nn/tensor.h"

namespace mrec::nn {

/// Natural logarithms of the softmax of each sample's numbers (logits), in place of them; finite for any
/// finite logits.
void log_softmax(Tensor& logits);

/// Mean over the batch of -log softmax(logits)[label]. Overwrites d_logits with its gradient. One label a
/// sample, each less than the number of logits.
float softmax_cross_entropy(const Tensor& logits, std::span<const int> labels, Tensor& d_logits);

}  // namespace mrec::nn
