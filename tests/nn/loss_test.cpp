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

/// Holds the gradient of `loss(logits, gradient)` against central differences.
template <class Loss>
void expect_gradient(Tensor logits, const Loss& loss) {
  Tensor gradient;
  Tensor ignored;
  loss(logits, gradient);
  std::vector<double> expected;
  for (float& logit : logits.values()) {
    const float kept = logit;
    logit = kept + 0.01F;
    const double high = loss(logits, ignored);
    logit = kept - 0.01F;
    const double low = loss(logits, ignored);
    logit = kept;
    expected.push_back((high - low) / 0.02);
  }
  EXPECT_TRUE(expect_close(gradient.values(), expected, {.absolute = 5e-5}));
}

TEST(Loss, GradientIsTheCentralDifference) {
  const Tensor logits = logits_of(2, {0.3F, -1.2F, 0.7F, 2.0F, 0.1F, -0.4F});
  for (const std::vector<float>& weights : {std::vector<float>{}, std::vector<float>{0.5F, 1.0F, 3.0F}}) {
    expect_gradient(logits, [&](const Tensor& at, Tensor& gradient) {
      return softmax_cross_entropy(at, std::vector{2, 1}, gradient, weights);
    });
    expect_gradient(logits, [&](const Tensor& at, Tensor& gradient) {
      return sigmoid_cross_entropy(at, logits_of(2, {1, 0, 1, 0, 0, 1}), gradient, weights);
    });
  }
}

TEST(Loss, AClassOfThreefoldWeightCountsAsThreeSamples) {
  Tensor weighted;
  Tensor repeated;
  const float once = softmax_cross_entropy(logits_of(2, {0.3F, -1.2F, 2.0F, 0.1F}), std::vector{1, 0},
                                           weighted, std::vector{1.0F, 3.0F});
  const float thrice = softmax_cross_entropy(
      logits_of(4, {0.3F, -1.2F, 0.3F, -1.2F, 0.3F, -1.2F, 2.0F, 0.1F}), std::vector{1, 1, 1, 0}, repeated);
  EXPECT_TRUE(expect_close(std::vector{once}, std::vector{thrice}, {.relative = 1e-6}));
  EXPECT_TRUE(expect_close(weighted.sample(1), repeated.sample(3), {.absolute = 1e-7}));
}

TEST(Loss, SigmoidCrossEntropyIsTheMeanOverSamplesAndClasses) {
  // Odds of 3 : 1 and 1 : 1: probabilities 0.75 and 0.5.
  const Tensor logits = logits_of(2, {std::log(3.0F), 0.0F, std::log(3.0F), 0.0F});
  const Tensor targets = logits_of(2, {1, 1, 0, 0});
  Tensor gradient;
  const float equal = sigmoid_cross_entropy(logits, targets, gradient);
  const double first = -std::log(0.75) - std::log(0.25);
  const double second = -2 * std::log(0.5);
  EXPECT_TRUE(expect_close(std::vector{equal}, std::vector{(first + second) / 4}, {.relative = 1e-6}));
  EXPECT_TRUE(expect_close(gradient.values(), std::vector<double>{-0.0625, -0.125, 0.1875, 0.125},
                           {.absolute = 1e-6}));
  const float weighted = sigmoid_cross_entropy(logits, targets, gradient, std::vector{3.0F, 1.0F});
  EXPECT_TRUE(expect_close(std::vector{weighted}, std::vector{(first - 2 * std::log(0.75) + second) / 4},
                           {.relative = 1e-6}));
}

TEST(Loss, SigmoidOfHugeLogitsStaysFinite) {
  const Tensor logits = logits_of(1, {3e38F, -3e38F, 1000.0F, -1000.0F});
  Tensor gradient;
  const float right = sigmoid_cross_entropy(logits, logits_of(1, {1, 0, 1, 0}), gradient);
  EXPECT_TRUE(expect_close(std::vector{right}, std::vector{0.0F}, {.absolute = 1e-6}));
  const Tensor less_huge = logits_of(1, {1000.0F, -1000.0F});
  const float wrong = sigmoid_cross_entropy(less_huge, logits_of(1, {0, 1}), gradient);
  EXPECT_TRUE(expect_close(std::vector{wrong}, std::vector{1000.0F}, {.relative = 1e-6}));
  EXPECT_TRUE(expect_close(gradient.values(), std::vector<float>{0.5F, -0.5F}, {.absolute = 1e-6}));

  Tensor probabilities = logits_of(1, {3e38F, -3e38F, 0.0F, std::log(3.0F), -std::log(3.0F)});
  sigmoid(probabilities);
  EXPECT_TRUE(
      expect_close(probabilities.values(), std::vector<float>{1, 0, 0.5F, 0.75F, 0.25F}, {.absolute = 1e-6}));
}

}  // namespace
}  // namespace mrec::nn
