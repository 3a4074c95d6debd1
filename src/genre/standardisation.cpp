#include "mrec/genre/standardisation.h"

#include <cmath>

namespace mrec::genre {
namespace {

/// Calls function(coefficient, value) for every number of a chunk.
template <class Function>
void for_each_value(std::span<const float> chunk, std::size_t coefficients, Function function) {
  for (std::size_t i = 0; i < chunk.size(); ++i) function(i % coefficients, static_cast<double>(chunk[i]));
}

}  // namespace

Standardisation Standardisation::none(std::size_t coefficients) {
  return {.mean = std::vector<float>(coefficients, 0.0F), .scale = std::vector<float>(coefficients, 1.0F)};
}

Standardisation Standardisation::fit(const nn::Tensor& chunks, std::span<const std::size_t> chosen) {
  const auto width = static_cast<std::size_t>(chunks.shape().width);
  const double count = static_cast<double>(chosen.size()) * chunks.shape().height;
  Standardisation result = none(width);
  std::vector<double> mean(width);
  for (const std::size_t chunk : chosen) {
    for_each_value(chunks.sample(chunk), width, [&](std::size_t k, double x) { mean[k] += x / count; });
  }
  std::vector<double> variance(width);
  for (const std::size_t chunk : chosen) {
    for_each_value(chunks.sample(chunk), width,
                   [&](std::size_t k, double x) { variance[k] += (x - mean[k]) * (x - mean[k]) / count; });
  }
  for (std::size_t k = 0; k < width; ++k) {
    result.mean[k] = static_cast<float>(mean[k]);
    if (variance[k] > 1e-12) result.scale[k] = static_cast<float>(1 / std::sqrt(variance[k]));
  }
  return result;
}

void Standardisation::apply(nn::Tensor& chunks) const {
  const std::span<float> values = chunks.values();
  const std::size_t width = mean.size();
  for (std::size_t row = 0; row < values.size(); row += width) {
    for (std::size_t k = 0; k < width; ++k) values[row + k] = (values[row + k] - mean[k]) * scale[k];
  }
}

}  // namespace mrec::genre
