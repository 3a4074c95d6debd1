#include "mrec/genre/softmax_regression.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "mrec/core/rng.h"
#include "support/expect_close.h"
#include "support/expect_error.h"

namespace mrec::genre {
namespace {

using testing::expect_close;

struct Problem {
  nn::Tensor vectors;
  std::vector<int> labels;
  int classes = 0;
};

/// Vectors around a place that their class decides, with so much noise that classes overlap.
Problem toy_problem(std::size_t count, int width, int classes) {
  Problem problem{
      .vectors = nn::Tensor(count, {.height = 1, .width = width}), .labels = {}, .classes = classes};
  Rng rng(5);
  for (std::size_t i = 0; i < count; ++i) {
    const int label = static_cast<int>(i) % classes;
    problem.labels.push_back(label);
    const std::span<float> vector = problem.vectors.sample(i);
    for (std::size_t k = 0; k < vector.size(); ++k) {
      const bool own = static_cast<int>(k) % classes == label;
      vector[k] = 4 * (rng.uniform() - 0.5F) + (own ? 0.7F : 0.0F);
    }
  }
  return problem;
}

/// The same objective in plain loops: kernel [number][class], then biases.
double plain_objective(const Problem& problem, double l2, const std::vector<double>& point) {
  const auto classes = static_cast<std::size_t>(problem.classes);
  const std::size_t width = point.size() / classes - 1;
  double value = 0;
  for (std::size_t i = 0; i < problem.labels.size(); ++i) {
    std::vector<double> logits(point.end() - problem.classes, point.end());
    for (std::size_t k = 0; k < width; ++k) {
      for (std::size_t c = 0; c < classes; ++c) {
        logits[c] += static_cast<double>(problem.vectors.sample(i)[k]) * point[k * classes + c];
      }
    }
    double sum = 0;
    for (const double logit : logits) sum += std::exp(logit);
    value -= logits[static_cast<std::size_t>(problem.labels[i])] - std::log(sum);
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
std::vector<double> descend(const Problem& problem, double l2) {
  const SoftmaxObjective objective(problem.vectors, problem.labels, problem.classes, l2);
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

std::vector<double> random_point(std::size_t size) {
  Rng rng(11);
  std::vector<double> point(size);
  for (double& each : point) each = rng.uniform() - 0.5F;
  return point;
}

TEST(SoftmaxObjective, IsThePlainSum) {
  for (const auto& [count, width, classes] : {std::tuple(1, 1, 2), {2, 3, 2}, {7, 5, 3}, {31, 17, 10}}) {
    const Problem problem = toy_problem(static_cast<std::size_t>(count), width, classes);
    const SoftmaxObjective objective(problem.vectors, problem.labels, classes, 0.3);
    const std::vector<double> point = random_point(objective.dimensions());
    ASSERT_EQ(point.size(), static_cast<std::size_t>((width + 1) * classes));
    std::vector<double> gradient(point.size());
    EXPECT_NEAR(objective(point, gradient), plain_objective(problem, 0.3, point), 1e-9);
  }
}

TEST(SoftmaxObjective, GradientIsThatOfCentralDifferences) {
  const Problem problem = toy_problem(7, 5, 3);
  const SoftmaxObjective objective(problem.vectors, problem.labels, 3, 0.3);
  const std::vector<double> point = random_point(objective.dimensions());
  std::vector<double> expected;
  for (std::size_t i = 0; i < point.size(); ++i) {
    constexpr double kStep = 1e-5;
    std::vector<double> moved = point;
    moved[i] += kStep;
    const double above = plain_objective(problem, 0.3, moved);
    moved[i] -= 2 * kStep;
    expected.push_back((above - plain_objective(problem, 0.3, moved)) / (2 * kStep));
  }
  EXPECT_TRUE(expect_close(gradient_of(objective, point), expected, {.absolute = 1e-7}));
}

TEST(SoftmaxObjective, StandsLargeLogits) {
  const Problem problem = toy_problem(4, 2, 2);
  const SoftmaxObjective objective(problem.vectors, problem.labels, 2, 1);
  const std::vector<double> point(objective.dimensions(), 1e6);
  std::vector<double> gradient(point.size());
  EXPECT_TRUE(std::isfinite(objective(point, gradient)));
  EXPECT_TRUE(std::ranges::all_of(gradient, [](double each) { return std::isfinite(each); }));
}

TEST(LearnSoftmax, AgreesWithSlowDescent) {
  for (const double l2 : {0.5, 10.0}) {
    const Problem problem = toy_problem(30, 6, 3);
    const SoftmaxWeights weights = learn_softmax(problem.vectors, problem.labels, 3, {.l2 = l2});
    const std::vector<double> slow = descend(problem, l2);
    std::vector<float> learnt = weights.kernel;
    learnt.insert(learnt.end(), weights.bias.begin(), weights.bias.end());
    EXPECT_TRUE(expect_close(learnt, slow, {.absolute = 1e-5})) << l2;
    std::vector<double> without_penalty = slow;
    EXPECT_NEAR(weights.loss, plain_objective(problem, 0, without_penalty) / 30, 1e-5) << l2;
  }
}

TEST(LearnSoftmax, PenaltyLeavesTheBiasAlone) {
  // Under a huge penalty only the biases are learnt: the classes' shares.
  Problem problem = toy_problem(40, 4, 2);
  for (std::size_t i = 0; i < 40; ++i) problem.labels[i] = i < 30 ? 0 : 1;
  const SoftmaxWeights weights = learn_softmax(problem.vectors, problem.labels, 2, {.l2 = 1e9});
  for (const float weight : weights.kernel) EXPECT_NEAR(weight, 0, 1e-6);
  EXPECT_NEAR(weights.bias[0] - weights.bias[1], std::log(3), 1e-4);
}

TEST(LearnSoftmax, LongVectorsOfAThousandTracksNeedFewIterations) {
  const Problem problem = toy_problem(1000, 200, 10);
  const SoftmaxWeights weights = learn_softmax(problem.vectors, problem.labels, 10, {});
  EXPECT_TRUE(weights.converged);
  EXPECT_LT(weights.iterations, 100);
}

/// Powers of one number are nearly the same for high exponents: steep valleys that only a penalty makes
/// shorter.
TEST(LearnSoftmax, SaysWhenItStoppedBeforeTheMinimum) {
  Problem problem = toy_problem(200, 20, 2);
  for (std::size_t i = 0; i < 200; ++i) {
    const float x = static_cast<float>(i) / 100 - 1;
    for (std::size_t k = 0; k < 20; ++k) {
      problem.vectors.sample(i)[k] = std::pow(x, static_cast<float>(k + 1));
    }
    problem.labels[i] = static_cast<int>(i / 10) % 2;
  }
  EXPECT_FALSE(learn_softmax(problem.vectors, problem.labels, 2, {.l2 = 1e-9}).converged);
  EXPECT_TRUE(learn_softmax(problem.vectors, problem.labels, 2, {.l2 = 1}).converged);
}

TEST(LearnSoftmax, RefusesImpossiblePenalties) {
  for (const double l2 : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
    EXPECT_TRUE(
        testing::throws_error(ErrorKind::kUsage, "--l2", [&] { SoftmaxOptions{.l2 = l2}.validate(); }));
  }
}

}  // namespace
}  // namespace mrec::genre
