#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mrec::generator {

/// Every sound in this program is mono at this rate.
inline constexpr int kSampleRateHz = 22050;

/// Mono samples, nominally in [-1, 1].
using Signal = std::vector<float>;

/// Number of samples nearest to a duration.
std::size_t samples_in(double seconds);

/// Adds gain * source to target from start_s on; what would lie outside target is dropped.
void mix_into(Signal& target, std::span<const float> source, double start_s, double gain);

/// Largest absolute sample; 0 for an empty signal.
double peak(std::span<const float> signal);

/// Root mean square of the whole signal; 0 for an empty signal.
double rms(std::span<const float> signal);

/// Root mean square of only those samples above 1 % of the peak, so that rests do not count; 0 for silence.
double sounding_rms(std::span<const float> signal);

void scale(Signal& signal, double gain);

}  // namespace mrec::generator
