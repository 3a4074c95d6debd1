#include "mrec/nn/batch_norm.h"

#include <algorithm>
#include <cmath>

#include "nn/initial_weights.h"
#include "nn/norm_kernels.h"
#include "nn/slices.h"

namespace mrec::nn {
namespace {

/// The normalisation as one multiplication and one addition a number.
struct Affine {
  std::vector<float> scale;
  std::vector<float> shift;
};

Affine affine(const Parameter& gamma, const Parameter& beta, const std::vector<float>& mean,
              const std::vector<float>& variance, float epsilon) {
  Affine map{.scale = gamma.values, .shift = beta.values};
  for (std::size_t channel = 0; channel < mean.size(); ++channel) {
    map.scale[channel] /= std::sqrt(variance[channel] + epsilon);
    map.shift[channel] -= mean[channel] * map.scale[channel];
  }
  return map;
}

void apply(const Affine& map, const Tensor& input, Tensor& output, const Workers& workers) {
  output.resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    scale_and_shift(slice_of(input, slice), map.scale, map.shift, slice_of(output, slice));
  });
}

/// Fills `slice_sums` by body(slice, first, second), two arrays of `channels` numbers a slice, and adds them
/// up in the order of the slices.
template <class Body>
void sum_in_order(std::size_t samples, std::size_t channels, std::vector<double>& slice_sums,
                  std::vector<double>& sums, const Workers& workers, const Body& body) {
  slice_sums.assign(slice_count(samples) * 2 * channels, 0.0);
  for_each_slice(samples, workers, [&](const Slice& slice) {
    const std::span both = std::span(slice_sums).subspan(slice.index * 2 * channels, 2 * channels);
    body(slice, both.first(channels), both.last(channels));
  });
  sums.assign(2 * channels, 0.0);
  for (std::size_t i = 0; i < slice_sums.size(); ++i) sums[i % sums.size()] += slice_sums[i];
}

std::size_t places(const Tensor& batch) {
  return batch.values().size() / static_cast<std::size_t>(batch.shape().channels);
}

}  // namespace

void BatchNorm::initialise(SampleShape input, Rng& /*rng*/) {
  gamma_ = constant_parameter("gamma", {input.channels}, 1.0F);
  beta_ = constant_parameter("beta", {input.channels}, 0.0F);
  moving_mean_ = constant_parameter("moving_mean", {input.channels}, 0.0F);
  moving_variance_ = constant_parameter("moving_variance", {input.channels}, 1.0F);
  moving_mean_.gradient.clear();
  moving_variance_.gradient.clear();
}

void BatchNorm::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  apply(affine(gamma_, beta_, moving_mean_.values, moving_variance_.values, options_.epsilon), input, output,
        workers);
}

void BatchNorm::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  measure(input, workers);
  move_statistics();
  apply(affine(gamma_, beta_, mean_, variance_, options_.epsilon), input, output, workers);
}

void BatchNorm::measure(const Tensor& input, const Workers& workers) {
  const std::size_t channels = gamma_.values.size();
  sum_in_order(input.samples(), channels, slice_sums_, sums_, workers,
               [&](const Slice& slice, std::span<double> sums, std::span<double> squares) {
                 sum_moments(slice_of(input, slice), sums, squares);
               });
  mean_.resize(channels);
  variance_.resize(channels);
  const auto count = static_cast<double>(places(input));
  for (std::size_t channel = 0; channel < channels; ++channel) {
    const double mean = sums_[channel] / count;
    mean_[channel] = static_cast<float>(mean);
    variance_[channel] = static_cast<float>(std::max(0.0, sums_[channels + channel] / count - mean * mean));
  }
}

void BatchNorm::move_statistics() {
  ++steps_;
  const float remembered = std::pow(options_.momentum, static_cast<float>(steps_));
  const float share = (1.0F - options_.momentum) / (options_.debiased ? 1.0F - remembered : 1.0F);
  for (std::size_t channel = 0; channel < mean_.size(); ++channel) {
    float& mean = moving_mean_.values[channel];
    float& variance = moving_variance_.values[channel];
    mean += share * (mean_[channel] - mean);
    variance += share * (variance_[channel] - variance);
  }
}

/// With n places, d = gradient of the output, s = sqrt(variance + epsilon) and sums over all places:
/// gradient of the input = gamma / s * (d - sum(d) / n - (x - mean) * sum(d * (x - mean)) / (n * s^2)).
void BatchNorm::backward(const Tensor& input, const Tensor& /*output*/, const Tensor& d_output,
                         Tensor* d_input, const Workers& workers) {
  const std::size_t channels = gamma_.values.size();
  sum_in_order(input.samples(), channels, slice_sums_, sums_, workers,
               [&](const Slice& slice, std::span<double> sums, std::span<double> products) {
                 sum_products(slice_of(input, slice), slice_of(d_output, slice), mean_, sums, products);
               });
  std::vector<float> of_gradient(channels);
  std::vector<float> of_input(channels);
  std::vector<float> shift(channels);
  const auto count = static_cast<double>(places(input));
  for (std::size_t channel = 0; channel < channels; ++channel) {
    const double inverse = 1.0 / std::sqrt(static_cast<double>(variance_[channel]) + options_.epsilon);
    const double sum = sums_[channel];
    const double product = sums_[channels + channel];
    const double scale = gamma_.values[channel] * inverse;
    const double slope = -scale * product * inverse * inverse / count;
    gamma_.gradient[channel] = static_cast<float>(product * inverse);
    beta_.gradient[channel] = static_cast<float>(sum);
    of_gradient[channel] = static_cast<float>(scale);
    of_input[channel] = static_cast<float>(slope);
    shift[channel] = static_cast<float>(-scale * sum / count - slope * mean_[channel]);
  }
  if (d_input == nullptr) return;
  d_input->resize(input.samples(), input.shape());
  const Blend map{.first_scale = of_gradient, .second_scale = of_input, .shift = shift};
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    blend(slice_of(d_output, slice), slice_of(input, slice), map, slice_of(*d_input, slice));
  });
}

}  // namespace mrec::nn
