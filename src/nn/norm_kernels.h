#pragma once

#include <span>

/// Sums and affine maps per channel over places of [place][channel] arrays; the number of channels is the
/// size of the per-channel arrays. Sums are float64 and in the order of the places.
namespace mrec::nn {

/// Adds to sums[channel] and squares[channel].
void sum_moments(std::span<const float> input, std::span<double> sums, std::span<double> squares);

/// Adds d_output to sums[channel] and d_output * (input - mean) to products[channel].
void sum_products(std::span<const float> input, std::span<const float> d_output, std::span<const float> mean,
                  std::span<double> sums, std::span<double> products);

/// output = scale * input + shift.
void scale_and_shift(std::span<const float> input, std::span<const float> scale, std::span<const float> shift,
                     std::span<float> output);

/// A linear map of two arrays per channel.
struct Blend {
  std::span<const float> first_scale;
  std::span<const float> second_scale;
  std::span<const float> shift;
};

/// output = first_scale * first + second_scale * second + shift.
void blend(std::span<const float> first, std::span<const float> second, const Blend& map,
           std::span<float> output);

}  // namespace mrec::nn
