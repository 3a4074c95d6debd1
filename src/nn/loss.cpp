#include "mrec/nn/loss.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace mrec::nn {
namespace {

double weight_of(std::span<const float> class_weights, std::size_t label) {
  return class_weights.empty() ? 1.0 : static_cast<double>(class_weights[label]);
}

double weight_sum(std::span<const float> class_weights, std::span<const int> labels) {
  double sum = 0;
  for (const int label : labels) sum += weight_of(class_weights, static_cast<std::size_t>(label));
  return sum;
}

/// Without overflow: the exponent is never above 0.
double sigmoid_of(double logit) {
  const double shrunk = std::exp(-std::abs(logit));
  return (logit >= 0 ? 1.0 : shrunk) / (1.0 + shrunk);
}

/// log(1 + exp(x)), likewise.
double softplus(double x) {
  return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

}  // namespace

void log_softmax(Tensor& logits) {
  for (std::size_t i = 0; i < logits.samples(); ++i) {
    const std::span<float> sample = logits.sample(i);
    const float largest = *std::ranges::max_element(sample);
    double sum = 0;
    for (const float logit : sample) sum += std::exp(static_cast<double>(logit) - largest);
    const double log_sum = std::log(sum);
    for (float& logit : sample) logit = static_cast<float>(static_cast<double>(logit) - largest - log_sum);
  }
}

void sigmoid(Tensor& logits) {
  for (float& logit : logits.values()) logit = static_cast<float>(sigmoid_of(logit));
}

float softmax_cross_entropy(const Tensor& logits, std::span<const int> labels, Tensor& d_logits,
                            std::span<const float> class_weights) {
  assert(labels.size() == logits.samples());
  assert(class_weights.empty() || class_weights.size() == logits.shape().size());
  d_logits = logits;
  log_softmax(d_logits);
  const double weights = weight_sum(class_weights, labels);
  double loss = 0;
  for (std::size_t i = 0; i < logits.samples(); ++i) {
    const std::span<float> sample = d_logits.sample(i);
    const auto label = static_cast<std::size_t>(labels[i]);
    assert(label < sample.size());
    const double share = weight_of(class_weights, label) / weights;
    loss -= share * sample[label];
    const auto scale = static_cast<float>(share);
    for (float& value : sample) value = scale * std::exp(value);
    sample[label] -= scale;
  }
  return static_cast<float>(loss);
}

float sigmoid_cross_entropy(const Tensor& logits, const Tensor& targets, Tensor& d_logits,
                            std::span<const float> positive_weights) {
  assert(targets.samples() == logits.samples() && targets.shape() == logits.shape());
  const std::size_t classes = logits.shape().size();
  assert(positive_weights.empty() || positive_weights.size() == classes);
  d_logits.resize(logits.samples(), logits.shape());
  const double share = 1.0 / static_cast<double>(logits.size());
  double loss = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const double logit = logits.values()[i];
    const double has = weight_of(positive_weights, i % classes) * static_cast<double>(targets.values()[i]);
    const double lacks = 1 - static_cast<double>(targets.values()[i]);
    loss += share * (has * softplus(-logit) + lacks * softplus(logit));
    d_logits.values()[i] = static_cast<float>(share * ((has + lacks) * sigmoid_of(logit) - has));
  }
  return static_cast<float>(loss);
}

}  // namespace mrec::nn
