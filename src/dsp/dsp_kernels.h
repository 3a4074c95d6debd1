#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mrec::dsp {

/// Inner loops of this module, compiled for several instruction sets and chosen at run time. Any sizes, any
/// alignment.

/// product[i] = a[i] * b[i]; all of one size.
void multiply(std::span<const float> a, std::span<const float> b, std::span<float> product);

/// Power of the real signal whose even and odd samples were the real and imaginary parts of what `half` is
/// the spectrum of: m + 1 (re, im) pairs, the last being the first again. With z = half and w = exp(-pi i /
/// m) it is power[k] = |e + w^k o|^2 and power[m - k] = |e - w^k o|^2, e = (z[k] + conj z[m - k]) / 2, o =
/// (z[k] - conj z[m - k]) / 2i. `cosines` and `sines` are the parts of w^k for k = 0 ... m / 2; m + 1 numbers
/// in `power`.
void power_of_halves(std::span<const float> half, std::span<const float> cosines,
                     std::span<const float> sines, std::span<float> power);

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
