#include "mrec/nn/batch_norm.h"

#include <algorithm>
#include <cmath>

#include "nn/initial_weights.h"
#include "nn/norm_kernels.h"
#include "nn/slice_sums.h"
#include "nn/slices.h"
#include "nn/thread_scratch.h"

namespace mrec::nn {
namespace {

void fill_map(const Parameter& gamma, const Parameter& beta, std::span<const float> mean,
              std::span<const float> variance, float epsilon, std::span<float> scale,
              std::span<float> shift) {
  for (std::size_t channel = 0; channel < mean.size(); ++channel) {
    scale[channel] = gamma.values[channel] / std::sqrt(variance[channel] + epsilon);
    shift[channel] = beta.values[channel] - mean[channel] * scale[channel];
  }
}

std::size_t places(const Tensor& batch) {
  return batch.values().size() / static_cast<std::size_t>(batch.shape().channels);
}

}  // namespace

BatchNorm::BatchNorm(BatchNormOptions options) : options_(options), sums_(std::make_unique<SliceSums>()) {}

BatchNorm::~BatchNorm() = default;

void BatchNorm::initialise(SampleShape input, Rng& /*rng*/) {
  gamma_ = constant_parameter("gamma", {input.channels}, 1.0F);
  beta_ = constant_parameter("beta", {input.channels}, 0.0F);
  moving_mean_ = constant_parameter("moving_mean", {input.channels}, 0.0F);
  moving_variance_ = constant_parameter("moving_variance", {input.channels}, 1.0F);
  moving_mean_.gradient.clear();
  moving_variance_.gradient.clear();
  const auto channels = static_cast<std::size_t>(input.channels);
  for (auto* array :
       {&mean_, &variance_, &map_.scale, &map_.shift, &d_map_.scale, &d_map_.shift, &d_of_input_}) {
    array->resize(channels);
  }
}

void BatchNorm::running_map(std::span<float> scale, std::span<float> shift) const {
  fill_map(gamma_, beta_, moving_mean_.values, moving_variance_.values, options_.epsilon, scale, shift);
}

/// Each slice makes the map anew, in the memory of its thread.
void BatchNorm::infer(const Tensor& input, Tensor& output, const Workers& workers) const {
  const std::size_t channels = gamma_.values.size();
  output.resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    const std::span<float> map = thread_scratch(Scratch::kMap, 2 * channels);
    running_map(map.first(channels), map.last(channels));
    scale_and_shift(slice_of(input, slice), map.first(channels), map.last(channels), slice_of(output, slice));
  });
}

void BatchNorm::train(const Tensor& input, Tensor& output, Rng& /*rng*/, const Workers& workers) {
  const std::size_t channels = gamma_.values.size();
  sums_->begin(slice_count(input.samples()), 2 * channels);
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    const std::span<double> sums = sums_->of_slice(slice.index);
    sum_moments(slice_of(input, slice), sums.first(channels), sums.last(channels));
  });
  const ChannelMap& map = learn(sums_->total(), places(input));
  output.resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    scale_and_shift(slice_of(input, slice), map.scale, map.shift, slice_of(output, slice));
  });
}

const ChannelMap& BatchNorm::learn(std::span<const double> moments, std::size_t places) {
  const std::size_t channels = gamma_.values.size();
  const auto count = static_cast<double>(places);
  for (std::size_t channel = 0; channel < channels; ++channel) {
    const double mean = moments[channel] / count;
    mean_[channel] = static_cast<float>(mean);
    variance_[channel] = static_cast<float>(std::max(0.0, moments[channels + channel] / count - mean * mean));
  }
  move_statistics();
  fill_map(gamma_, beta_, mean_, variance_, options_.epsilon, map_.scale, map_.shift);
  return map_;
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

/// With n places, s = sqrt(variance + epsilon) and sums over all places:
/// gradient of the input = gamma / s * (d - sum(d) / n - (x - mean) * sum(d * (x - mean)) / (n * s^2)).
Blend BatchNorm::backward(std::span<const double> products, std::size_t places) {
  const std::size_t channels = gamma_.values.size();
  const auto count = static_cast<double>(places);
  for (std::size_t channel = 0; channel < channels; ++channel) {
    const double inverse = 1.0 / std::sqrt(static_cast<double>(variance_[channel]) + options_.epsilon);
    const double sum = products[channel];
    const double product = products[channels + channel];
    const double scale = gamma_.values[channel] * inverse;
    const double slope = -scale * product * inverse * inverse / count;
    gamma_.gradient[channel] = static_cast<float>(product * inverse);
    beta_.gradient[channel] = static_cast<float>(sum);
    d_map_.scale[channel] = static_cast<float>(scale);
    d_of_input_[channel] = static_cast<float>(slope);
    d_map_.shift[channel] = static_cast<float>(-scale * sum / count - slope * mean_[channel]);
  }
  return {.first_scale = d_map_.scale, .second_scale = d_of_input_, .shift = d_map_.shift};
}

void BatchNorm::backward(const Tensor& input, const Tensor& /*output*/, const Tensor& d_output,
                         Tensor* d_input, const Workers& workers) {
  const std::size_t channels = gamma_.values.size();
  sums_->begin(slice_count(input.samples()), 2 * channels);
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    const std::span<double> sums = sums_->of_slice(slice.index);
    sum_products(slice_of(input, slice), slice_of(d_output, slice), mean_, sums.first(channels),
                 sums.last(channels));
  });
  const Blend map = backward(sums_->total(), places(input));
  if (d_input == nullptr) return;
  d_input->resize(input.samples(), input.shape());
  for_each_slice(input.samples(), workers, [&](const Slice& slice) {
    blend(slice_of(d_output, slice), slice_of(input, slice), map, slice_of(*d_input, slice));
  });
}

}  // namespace mrec::nn
