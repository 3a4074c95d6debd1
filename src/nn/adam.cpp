#include "mrec/nn/adam.h"

#include <cmath>

namespace mrec::nn {

void Adam::step(const std::vector<Parameter*>& parameters) {
  ++steps_;
  const double first_left = 1.0 - std::pow(static_cast<double>(options_.beta1), steps_);
  const double second_left = 1.0 - std::pow(static_cast<double>(options_.beta2), steps_);
  const auto rate = static_cast<float>(options_.learning_rate * std::sqrt(second_left) / first_left);
  moments_.resize(parameters.size());
  for (std::size_t p = 0; p < parameters.size(); ++p) {
    Parameter& parameter = *parameters[p];
    auto& [first, second] = moments_[p];
    first.resize(parameter.gradient.size());
    second.resize(parameter.gradient.size());
    for (std::size_t i = 0; i < parameter.gradient.size(); ++i) {
      const float gradient = parameter.gradient[i];
      first[i] += (gradient - first[i]) * (1.0F - options_.beta1);
      second[i] += (gradient * gradient - second[i]) * (1.0F - options_.beta2);
      parameter.values[i] -= rate * first[i] / (std::sqrt(second[i]) + options_.epsilon);
    }
  }
}

}  // namespace mrec::nn
