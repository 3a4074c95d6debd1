#pragma once

#include <cstddef>
#include <span>

/// Mean, maximum and standard deviation over time of one sample, [step][feature]. The results are
/// [statistic][feature], three numbers a feature.
namespace mrec::nn {

/// Added to the variance before the root is taken.
inline constexpr float kVarianceFloor = 1e-5F;

/// `steps` at least 1; input.size() is steps times the number of features.
void statistics_forward(std::size_t steps, std::span<const float> input, std::span<float> output);

/// Overwrites d_input, given the input and output of statistics_forward(): the gradient of the mean goes to
/// all steps alike, that of the maximum to the first step that has it, that of the deviation s to each step
/// by (input - mean) / (steps * s).
void statistics_backward(std::size_t steps, std::span<const float> input, std::span<const float> output,
                         std::span<const float> d_output, std::span<float> d_input);

}  // namespace mrec::nn
