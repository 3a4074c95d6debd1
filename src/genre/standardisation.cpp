#include "mrec/genre/standardisation.h"

#include <cmath>

namespace mrec::genre {
namespace {

/// Calls function(coefficient, value) for every number of some frames.
template <class Function>
void for_each_value(std::span<const float> frames, std::size_t coefficients, Function function) {
  for (std::size_t i = 0; i < frames.size(); ++i) function(i % coefficients, static_cast<double>(frames[i]));
}

}  // namespace

Standardisation Standardisation::none(std::size_t coefficients) {
  return {.mean = std::vector<float>(coefficients, 0.0F), .scale = std::vector<float>(coefficients, 1.0F)};
}

Standardisation Standardisation::fit(const SampleTable& table, std::span<const std::size_t> rows) {
  const auto width = static_cast<std::size_t>(table.shape().width);
  double count = 0;
  std::vector<double> mean(width);
  for (const std::size_t row : rows) {
    const std::vector<float> frames = table.frames(row);
    count += static_cast<double>(frames.size() / width);
    for_each_value(frames, width, [&](std::size_t k, double x) { mean[k] += x; });
  }
  for (double& each : mean) each /= count;
  std::vector<double> variance(width);
  for (const std::size_t row : rows) {
    for_each_value(table.frames(row), width,
                   [&](std::size_t k, double x) { variance[k] += (x - mean[k]) * (x - mean[k]) / count; });
  }
  Standardisation result = none(width);
  for (std::size_t k = 0; k < width; ++k) {
    result.mean[k] = static_cast<float>(mean[k]);
    if (variance[k] > 1e-12) result.scale[k] = static_cast<float>(1 / std::sqrt(variance[k]));
  }
  return result;
}

void Standardisation::apply(std::span<float> frames) const {
  const std::size_t width = mean.size();
  for (std::size_t row = 0; row < frames.size(); row += width) {
    for (std::size_t k = 0; k < width; ++k) frames[row + k] = (frames[row + k] - mean[k]) * scale[k];
  }
}

}  // namespace mrec::genre
