#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mrec::dsp {

/// Inner loops of this module, compiled for several instruction sets and chosen at run time. Any sizes, any
/// alignment.

/// product[i] = a[i] * b[i]; all of one size.
void multiply(std::span<const float> a, std::span<const float> b, std::span<float> product);

/// power[i] = re^2 + im^2 of the i-th (re, im) pair; twice as many numbers in `pairs` as in `power`.
void squared_magnitude(std::span<const float> pairs, std::span<float> power);

/// Rows of weights, each for a run of columns (BandedMatrix).
struct BandedView {
  std::span<const std::uint32_t> first;  ///< column of a row's first weight
  std::span<const std::uint32_t> end;    ///< row r has weights[end[r]] to weights[end[r + 1]]
  std::span<const float> weights;
};

/// output[r] = sum over the weights w of row r of w * input[column of w]; one output a row.
void banded_product(const BandedView& rows, std::span<const float> input, std::span<float> output);

/// values[i] = 10 log10(max(1e-10, values[i])); gives the largest, -infinity for none.
float to_decibels(std::span<float> values);

/// values[i] = max(values[i], least).
void raise_to(float least, std::span<float> values);

}  // namespace mrec::dsp
