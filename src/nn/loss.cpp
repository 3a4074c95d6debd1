#include "mrec/nn/loss.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace mrec::nn {

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

float softmax_cross_entropy(const Tensor& logits, std::span<const int> labels, Tensor& d_logits) {
  assert(labels.size() == logits.samples());
  d_logits = logits;
  log_softmax(d_logits);
  const float share = 1.0F / static_cast<float>(logits.samples());
  double loss = 0;
  for (std::size_t i = 0; i < logits.samples(); ++i) {
    const std::span<float> sample = d_logits.sample(i);
    const auto label = static_cast<std::size_t>(labels[i]);
    assert(label < sample.size());
    loss -= sample[label];
    for (float& value : sample) value = share * std::exp(value);
    sample[label] -= share;
  }
  return static_cast<float>(loss / static_cast<double>(logits.samples()));
}

}  // namespace mrec::nn
