#pragma once

#include <span>

/// max(0, x), and its gradient: what comes back where the output is above 0, else 0. All arrays have the same
/// size.
namespace mrec::nn {

void relu_forward(std::span<const float> input, std::span<float> output);
void relu_backward(std::span<const float> output, std::span<const float> d_output, std::span<float> d_input);

}  // namespace mrec::nn
