#pragma once

#include <span>

#include "mrec/nn/tensor.h"

namespace mrec::nn {

/// Natural logarithms of the softmax of each sample's numbers (logits), in place of them; finite for any
/// finite logits.
void log_softmax(Tensor& logits);

/// 1 / (1 + exp(-x)) of each number, in place of it; never NaN for a number.
void sigmoid(Tensor& logits);

/// Mean over the batch of -log softmax(logits)[label], for classes that exclude each other. Overwrites
/// d_logits with its gradient. One label a sample, each less than the number of logits. `class_weights`, one
/// above 0 a class, make it the weighted mean sum(w[label] * loss) / sum(w[label]), as PyTorch does; without
/// them all count the same.
float softmax_cross_entropy(const Tensor& logits, std::span<const int> labels, Tensor& d_logits,
                            std::span<const float> class_weights = {});

/// Mean over all samples and classes of -log sigmoid(logit) where the target is 1 and -log(1 -
/// sigmoid(logit)) where it is 0, for classes that may come together. Overwrites d_logits with its gradient.
/// `targets` are 0 or 1 (or shares between them), of the shape of the logits. `positive_weights`, one above 0
/// a class, multiply the loss where the target is 1, as PyTorch's pos_weight does.
float sigmoid_cross_entropy(const Tensor& logits, const Tensor& targets, Tensor& d_logits,
                            std::span<const float> positive_weights = {});

}  // namespace mrec::nn
