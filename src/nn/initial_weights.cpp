#include "nn/initial_weights.h"

#include <cmath>
#include <utility>

namespace mrec::nn {

Parameter constant_parameter(std::string name, std::vector<int> shape, float value) {
  std::size_t size = 1;
  for (const int extent : shape) size *= static_cast<std::size_t>(extent);
  return {.name = std::move(name),
          .shape = std::move(shape),
          .values = std::vector<float>(size, value),
          .gradient = std::vector<float>(size, 0.0F)};
}

Parameter weight_parameter(std::string name, std::vector<int> shape, WeightRange range, Rng& rng) {
  const std::size_t axes = shape.size();
  const auto in = static_cast<float>(shape[axes - 2]);
  const auto out = static_cast<float>(shape[axes - 1]);
  float window = 1;
  for (std::size_t axis = 0; axis + 2 < axes; ++axis) window *= static_cast<float>(shape[axis]);

  Parameter parameter = constant_parameter(std::move(name), std::move(shape), 0.0F);
  const float limit =
      std::sqrt(range == WeightRange::kGlorot ? 6.0F / (window * (in + out)) : 1.0F / (window * in));
  for (float& value : parameter.values) value = limit * (2.0F * rng.uniform() - 1.0F);
  return parameter;
}

}  // namespace mrec::nn
