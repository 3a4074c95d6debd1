#include "mrec/features/track_statistics.h"

#include <cmath>

namespace mrec::features {

std::vector<float> track_statistics(std::span<const Matrix> chunks, const FeatureOptions& /*options*/) {
  const auto width = static_cast<std::size_t>(chunks.front().cols());
  std::vector<double> mean(width);
  std::vector<double> variance(width);
  double frames = 0;
  for (const Matrix& chunk : chunks) frames += static_cast<double>(chunk.rows());
  const auto for_each = [&](auto function) {
    for (const Matrix& chunk : chunks) {
      for (std::size_t i = 0; i < static_cast<std::size_t>(chunk.size()); ++i) {
        function(i % width, static_cast<double>(chunk.data()[i]));
      }
    }
  };
  for_each([&](std::size_t k, double x) { mean[k] += x / frames; });
  for_each([&](std::size_t k, double x) { variance[k] += (x - mean[k]) * (x - mean[k]) / frames; });
  std::vector<float> numbers(mean.begin(), mean.end());
  for (const double each : variance) numbers.push_back(static_cast<float>(std::sqrt(each)));
  return numbers;
}

std::size_t statistics_size(const FeatureOptions& options) {
  return 2 * static_cast<std::size_t>(options.coefficients());
}

}  // namespace mrec::features
