#include "nn/norm_kernels.h"

#include <cstddef>

namespace mrec::nn {

void sum_moments(std::span<const float> input, std::span<double> sums, std::span<double> squares) {
  const std::size_t channels = sums.size();
  for (std::size_t place = 0; place < input.size(); place += channels) {
    for (std::size_t channel = 0; channel < channels; ++channel) {
      const double value = input[place + channel];
      sums[channel] += value;
      squares[channel] += value * value;
    }
  }
}

void sum_products(std::span<const float> input, std::span<const float> d_output, std::span<const float> mean,
                  std::span<double> sums, std::span<double> products) {
  const std::size_t channels = sums.size();
  for (std::size_t place = 0; place < input.size(); place += channels) {
    for (std::size_t channel = 0; channel < channels; ++channel) {
      const double gradient = d_output[place + channel];
      sums[channel] += gradient;
      products[channel] += gradient * static_cast<double>(input[place + channel] - mean[channel]);
    }
  }
}

void scale_and_shift(std::span<const float> input, std::span<const float> scale, std::span<const float> shift,
                     std::span<float> output) {
  const std::size_t channels = scale.size();
  for (std::size_t place = 0; place < input.size(); place += channels) {
    for (std::size_t channel = 0; channel < channels; ++channel) {
      output[place + channel] = scale[channel] * input[place + channel] + shift[channel];
    }
  }
}

void blend(std::span<const float> first, std::span<const float> second, const Blend& map,
           std::span<float> output) {
  const std::size_t channels = map.shift.size();
  for (std::size_t place = 0; place < first.size(); place += channels) {
    for (std::size_t channel = 0; channel < channels; ++channel) {
      output[place + channel] = map.first_scale[channel] * first[place + channel] +
                                map.second_scale[channel] * second[place + channel] + map.shift[channel];
    }
  }
}

}  // namespace mrec::nn
