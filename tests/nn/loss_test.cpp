#include "mrec/nn/loss.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "support/expect_close.h"

namespace mrec::nn {
namespace {

using testing::expect_close;

Tensor logits_of(std::size_t samples, const std::vector<float>& values) {
  Tensor logits(samples, {1, 1, static_cast<int>(values.size() / samples)});
  std::ranges::copy(values, logits.values().begin());
  return logits;
}

TEST(Loss, EqualLogitsCostTheLogarithmOfTheirNumber) {
  Tensor gradient;
  const float loss =
      softmax_cross_entropy(logits_of(2, {3, 3, 3, 3, -1, -1, -1, -1}), std::vector{0, 3}, gradient);
  EXPECT_TRUE(expect_close(std::vector{loss}, std::vector{std::log(4.0)}, {.absolute = 1e-6}));
  EXPECT_TRUE(expect_close(
      gradient.values(), std::vector<float>{-0.375F, 0.125F, 0.125F, 0.125F, 0.125F, 0.125F, 0.125F, -0.375F},
      {.absolute = 1e-6}));
}

TEST(Loss, LogSoftmaxOfKnownProbabilities) {
  Tensor logits = logits_of(1, {std::log(1.0F), std::log(2.0F), std::log(5.0F)});
  log_softmax(logits);
  EXPECT_TRUE(expect_close(logits.values(), std::vector{std::log(0.125), std::log(0.25), std::log(0.625)},
                           {.absolute = 1e-6}));
}

TEST(Loss, HugeLogitsStayFinite) {
  Tensor gradient;
  const float loss = softmax_cross_entropy(logits_of(1, {3e38F, -3e38F, 0.0F}), std::vector{0}, gradient);
  EXPECT_TRUE(expect_close(std::vector{loss}, std::vector{0.0F}, {.absolute = 1e-6}));
  EXPECT_TRUE(expect_close(gradient.values(), std::vector{0.0F, 0.0F, 0.0F}, {.absolute = 1e-6}));

  const float wrong = softmax_cross_entropy(logits_of(1, {1000.0F, 0.0F}), std::vector{1}, gradient);
  EXPECT_TRUE(expect_close(std::vector{wrong}, std::vector{1000.0F}, {.relative = 1e-6}));
  EXPECT_TRUE(expect_close(gradient.values(), std::vector{1.0F, -1.0F}, {.absolute = 1e-6}));
}

TEST(Loss, GradientIsTheCentralDifference) {
  Tensor logits = logits_of(2, {0.3F, -1.2F, 0.7F, 2.0F, 0.1F, -0.4F});
  const std::vector<int> labels{2, 1};
  Tensor gradient;
  Tensor ignored;
  softmax_cross_entropy(logits, labels, gradient);
  std::vector<double> expected;
  for (float& logit : logits.values()) {
    const float kept = logit;
    logit = kept + 0.01F;
    const double high = softmax_cross_entropy(logits, labels, ignored);
    logit = kept - 0.01F;
    const double low = softmax_cross_entropy(logits, labels, ignored);
    logit = kept;
    expected.push_back((high - low) / 0.02);
  }
  EXPECT_TRUE(expect_close(gradient.values(), expected, {.absolute = 5e-5}));
}

}  // namespace
}  // namespace mrec::nn
