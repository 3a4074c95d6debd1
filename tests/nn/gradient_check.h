#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "mrec/nn/layer.h"
#include "nn/plain_kernels.h"
#include "support/expect_close.h"

namespace mrec::testing {

/// Holds a layer's backward against central differences of a random linear functional of its output. The
/// functional is summed in double; the layer must be smooth within `step` of the input and of its parameters.
class GradientCheck {
 public:
  GradientCheck(nn::Layer& layer, const nn::Tensor& input, float step, Tolerance tolerance)
      : layer_(layer), input_(input), step_(step), tolerance_(tolerance) {
    Rng rng(99);
    train();
    weights_ = nn::Tensor(output_.samples(), output_.shape());
    const std::vector<float> values = random_values(weights_.values().size(), rng);
    std::ranges::copy(values, weights_.values().begin());
  }

  void expect_gradients() {
    train();
    // As in training, where the memory holds what the batch before has left.
    nn::Tensor d_input(input_.samples(), input_.shape());
    std::ranges::fill(d_input.values(), 99.0F);
    for (nn::Parameter* parameter : layer_.parameters()) std::ranges::fill(parameter->gradient, 99.0F);
    layer_.backward(input_, output_, weights_, &d_input, workers_);
    const std::vector<float> analytic(d_input.values().begin(), d_input.values().end());
    std::vector<std::vector<float>> of_parameters;
    for (const nn::Parameter* parameter : layer_.parameters()) of_parameters.push_back(parameter->gradient);

    EXPECT_TRUE(expect_close(analytic, differences(input_.values()), tolerance_)) << "input";
    for (std::size_t i = 0; i < of_parameters.size(); ++i) {
      nn::Parameter& parameter = *layer_.parameters()[i];
      if (parameter.gradient.empty()) continue;
      EXPECT_TRUE(expect_close(of_parameters[i], differences(parameter.values), tolerance_))
          << parameter.name;
    }
  }

 private:
  void train() {
    Rng rng(7);  // the same dropout mask every time
    layer_.train(input_, output_, rng, workers_);
  }

  double functional() {
    train();
    double sum = 0;
    for (std::size_t i = 0; i < weights_.values().size(); ++i) {
      sum += static_cast<double>(weights_.values()[i]) * output_.values()[i];
    }
    return sum;
  }

  std::vector<double> differences(std::span<float> values) {
    std::vector<double> result;
    for (float& value : values) {
      const float kept = value;
      const float above = kept + step_;
      const float below = kept - step_;
      value = above;
      const double high = functional();
      value = below;
      const double low = functional();
      value = kept;
      result.push_back((high - low) / (static_cast<double>(above) - below));
    }
    return result;
  }

  nn::Layer& layer_;
  nn::Tensor input_;
  nn::Tensor output_;
  nn::Tensor weights_;
  float step_;
  Tolerance tolerance_;
  Workers workers_{1};
};

}  // namespace mrec::testing
