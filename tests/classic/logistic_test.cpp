#include "mrec/classic/logistic.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "classic/numerical_gradient.h"
#include "classic/softmax_objective.h"
#include "classic/toy_examples.h"
#include "mrec/core/rng.h"
#include "support/expect_close.h"
#include "support/expect_error.h"

namespace mrec::classic {
namespace {

using testing::expect_close;

/// So much noise that classes overlap.
ToyExamples toy_problem(int count, int width, int classes) {
  ToyExamples toy = toy_examples({.examples = count, .width = width, .classes = classes, .shift = 0.175F});
  toy.vectors *= 4;
  return toy;
}

std::vector<int> all_classes(int classes) {
  std::vector<int> result;
  for (int k = 0; k < classes; ++k) result.push_back(k);
  return result;
}

float number(const ToyExamples& problem, std::size_t i, std::size_t k) {
  return problem.vectors(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k));
}

/// The same objective in plain loops: kernel [number][class], then biases.
double plain_objective(const ToyExamples& problem, double l2, const std::vector<double>& point) {
  const auto classes = static_cast<std::size_t>(problem.classes);
  const std::size_t width = point.size() / classes - 1;
  double value = 0;
  for (std::size_t i = 0; i < problem.labels.size(); ++i) {
    std::vector<double> logits(point.end() - problem.classes, point.end());
    for (std::size_t k = 0; k < width; ++k) {
      for (std::size_t c = 0; c < classes; ++c) {
        logits[c] += static_cast<double>(number(problem, i, k)) * point[k * classes + c];
      }
    }
    double sum = 0;
    for (const double logit : logits) sum += std::exp(logit);
    const auto label = static_cast<std::size_t>(problem.labels[i]);
    const double weight = problem.weights.empty() ? 1 : problem.weights[label];
    value -= weight * (logits[label] - std::log(sum));
  }
  for (std::size_t i = 0; i < width * classes; ++i) value += l2 / 2 * point[i] * point[i];
  return value;
}

std::vector<double> gradient_of(const SoftmaxObjective& objective, const std::vector<double>& point) {
  std::vector<double> gradient(point.size());
  objective(point, gradient);
  return gradient;
}

/// Steps straight down until nothing moves: slow, and with nothing to get wrong.
std::vector<double> descend(const ToyExamples& problem, double l2) {
  const SoftmaxObjective objective(problem.view(), all_classes(problem.classes), l2);
  std::vector<double> point(objective.dimensions());
  for (int step = 0; step < 200000; ++step) {
    const std::vector<double> gradient = gradient_of(objective, point);
    double steepness = 0;
    for (std::size_t i = 0; i < point.size(); ++i) {
      point[i] -= 0.02 * gradient[i];
      steepness = std::max(steepness, std::abs(gradient[i]));
    }
    if (steepness < 1e-9) break;
  }
  return point;
}

/// Kernel and bias as one point.
std::vector<float> weights_of(const LogisticFit& fit) {
  const TensorFile state{.metadata = {}, .tensors = fit.model->state()};
  std::vector<float> all = state.tensor("dense.kernel").values;
  const std::vector<float>& bias = state.tensor("dense.bias").values;
  all.insert(all.end(), bias.begin(), bias.end());
  return all;
}

TEST(SoftmaxObjective, IsThePlainSum) {
  for (const auto& [count, width, classes] : {std::tuple(1, 1, 2), {2, 3, 2}, {7, 5, 3}, {31, 17, 10}}) {
    const ToyExamples problem = toy_problem(count, width, classes);
    const SoftmaxObjective objective(problem.view(), all_classes(classes), 0.3);
    const std::vector<double> point = random_point(objective.dimensions());
    ASSERT_EQ(point.size(), static_cast<std::size_t>((width + 1) * classes));
    std::vector<double> gradient(point.size());
    EXPECT_NEAR(objective(point, gradient), plain_objective(problem, 0.3, point), 1e-9);
  }
}

TEST(SoftmaxObjective, GradientIsThatOfCentralDifferences) {
  ToyExamples problem = toy_problem(7, 5, 3);
  problem.weights = {1, 3, 0.5};
  const SoftmaxObjective objective(problem.view(), all_classes(3), 0.3);
  const std::vector<double> point = random_point(objective.dimensions());
  const std::vector<double> expected = numerical_gradient(
      [&](const std::vector<double>& at) { return plain_objective(problem, 0.3, at); }, point);
  EXPECT_TRUE(expect_close(gradient_of(objective, point), expected, {.absolute = 1e-7}));
}

TEST(SoftmaxObjective, StandsLargeLogits) {
  const ToyExamples problem = toy_problem(4, 2, 2);
  const SoftmaxObjective objective(problem.view(), all_classes(2), 1);
  const std::vector<double> point(objective.dimensions(), 1e6);
  std::vector<double> gradient(point.size());
  EXPECT_TRUE(std::isfinite(objective(point, gradient)));
  EXPECT_TRUE(std::ranges::all_of(gradient, [](double each) { return std::isfinite(each); }));
}

TEST(Logistic, AgreesWithSlowDescent) {
  for (const double l2 : {0.5, 10.0}) {
    ToyExamples problem = toy_problem(30, 6, 3);
    if (l2 > 1) problem.weights = {1, 3, 0.5};
    const double total = l2 > 1 ? 45 : 30;
    const LogisticFit fit = learn_logistic(problem.view(), {.l2 = l2});
    const std::vector<double> slow = descend(problem, l2);
    EXPECT_TRUE(expect_close(weights_of(fit), slow, {.absolute = 1e-5})) << l2;
    EXPECT_NEAR(fit.loss, plain_objective(problem, 0, slow) / total, 1e-5) << l2;
  }
}

TEST(Logistic, PenaltyLeavesTheBiasAlone) {
  // Under a huge penalty only the biases are learnt: the classes' shares.
  ToyExamples problem = toy_problem(40, 4, 2);
  for (std::size_t i = 0; i < 40; ++i) problem.labels[i] = i < 30 ? 0 : 1;
  const LogisticFit fit = learn_logistic(problem.view(), {.l2 = 1e9});
  const std::vector<float> weights = weights_of(fit);
  for (std::size_t i = 0; i < 8; ++i) EXPECT_NEAR(weights[i], 0, 1e-6);
  EXPECT_NEAR(weights[8] - weights[9], std::log(3), 1e-4);
}

TEST(Logistic, LongVectorsOfAThousandTracksNeedFewIterations) {
  const ToyExamples problem = toy_problem(1000, 200, 10);
  const LogisticFit fit = learn_logistic(problem.view(), {});
  EXPECT_TRUE(fit.converged);
  EXPECT_LT(fit.iterations, 100);
}

/// Powers of one number are nearly the same for high exponents: steep valleys that only a penalty makes
/// shorter.
TEST(Logistic, SaysWhenItStoppedBeforeTheMinimum) {
  ToyExamples problem = toy_problem(200, 20, 2);
  for (int i = 0; i < 200; ++i) {
    const float x = static_cast<float>(i) / 100 - 1;
    for (int k = 0; k < 20; ++k) {
      problem.vectors(i, k) = std::pow(x, static_cast<float>(k + 1));
    }
    problem.labels[static_cast<std::size_t>(i)] = i / 10 % 2;
  }
  EXPECT_FALSE(learn_logistic(problem.view(), {.l2 = 1e-9}).converged);
  EXPECT_TRUE(learn_logistic(problem.view(), {.l2 = 1}).converged);
}

TEST(Logistic, RefusesImpossiblePenalties) {
  for (const double l2 : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
    EXPECT_TRUE(
        testing::throws_error(ErrorKind::kUsage, "--l2", [&] { LogisticOptions{.l2 = l2}.validate(); }));
  }
}

}  // namespace
}  // namespace mrec::classic
