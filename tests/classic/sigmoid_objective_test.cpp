#include "classic/sigmoid_objective.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "classic/numerical_gradient.h"
#include "classic/toy_labels.h"
#include "support/expect_close.h"

namespace mrec::classic {
namespace {

using testing::expect_close;

/// The same objective in plain loops, of all classes: kernel [number][class], then biases.
double plain_objective(const ToyLabels& toy, double l2, const std::vector<double>& point) {
  const auto classes = static_cast<std::size_t>(toy.targets.cols());
  const auto width = static_cast<std::size_t>(toy.vectors.cols());
  double value = 0;
  for (Eigen::Index i = 0; i < toy.vectors.rows(); ++i) {
    for (std::size_t c = 0; c < classes; ++c) {
      double logit = point[width * classes + c];
      for (std::size_t k = 0; k < width; ++k) {
        logit += static_cast<double>(toy.vectors(i, static_cast<Eigen::Index>(k))) * point[k * classes + c];
      }
      const double p = 1 / (1 + std::exp(-logit));
      const double weight = toy.weights.empty() ? 1 : toy.weights[c];
      const bool has = toy.targets(i, static_cast<Eigen::Index>(c)) != 0;
      value -= has ? weight * std::log(p) : std::log(1 - p);
    }
  }
  for (std::size_t i = 0; i < width * classes; ++i) value += l2 / 2 * point[i] * point[i];
  return value;
}

std::vector<int> all_of(const ToyLabels& toy) {
  std::vector<int> classes;
  for (int label = 0; label < toy.targets.cols(); ++label) classes.push_back(label);
  return classes;
}

TEST(SigmoidObjective, IsThePlainSum) {
  for (const auto& [count, width, classes] : {std::tuple(1, 1, 1), {2, 3, 2}, {7, 5, 3}, {31, 17, 10}}) {
    ToyLabels toy = toy_labels(count, width, classes);
    for (int label = 0; label < classes; ++label) toy.weights.push_back(0.5 + label);
    const SigmoidObjective objective(toy.view(), all_of(toy), 0.3);
    const std::vector<double> point = random_point(objective.dimensions());
    ASSERT_EQ(point.size(), static_cast<std::size_t>((width + 1) * classes));
    std::vector<double> gradient(point.size());
    EXPECT_NEAR(objective(point, gradient), plain_objective(toy, 0.3, point), 1e-9);
  }
}

TEST(SigmoidObjective, GradientIsThatOfCentralDifferences) {
  ToyLabels toy = toy_labels(7, 5, 3);
  toy.weights = {1, 3, 0.5};
  const SigmoidObjective objective(toy.view(), all_of(toy), 0.3);
  const std::vector<double> point = random_point(objective.dimensions());
  const std::vector<double> expected =
      numerical_gradient([&](const std::vector<double>& at) { return plain_objective(toy, 0.3, at); }, point);
  std::vector<double> gradient(point.size());
  objective(point, gradient);
  EXPECT_TRUE(expect_close(gradient, expected, {.absolute = 1e-7}));
}

TEST(SigmoidObjective, IsOfTheClassesThatItIsGiven) {
  const ToyLabels toy = toy_labels(9, 4, 3);
  ToyLabels third = toy;
  third.targets = toy.targets.col(2);
  const SigmoidObjective some(toy.view(), {2}, 0.3);
  const std::vector<double> point = random_point(5);
  std::vector<double> gradient(5);
  EXPECT_NEAR(some(point, gradient), plain_objective(third, 0.3, point), 1e-9);
}

TEST(SigmoidObjective, WeightsCountThePairs) {
  ToyLabels toy = toy_labels(6, 2, 2);
  EXPECT_EQ(SigmoidObjective(toy.view(), {0, 1}, 1).total_weight(), 12);
  toy.weights = {3, 1};
  const double positives = toy.targets.col(0).sum();
  EXPECT_EQ(SigmoidObjective(toy.view(), {0, 1}, 1).total_weight(), 12 + 2 * positives);
}

TEST(SigmoidObjective, StandsLargeLogits) {
  const ToyLabels toy = toy_labels(4, 2, 2);
  const SigmoidObjective objective(toy.view(), {0, 1}, 1);
  for (const double sign : {1, -1}) {
    const std::vector<double> point(objective.dimensions(), sign * 1e6);
    std::vector<double> gradient(point.size());
    EXPECT_TRUE(std::isfinite(objective(point, gradient)));
    EXPECT_TRUE(std::ranges::all_of(gradient, [](double each) { return std::isfinite(each); }));
  }
}

}  // namespace
}  // namespace mrec::classic
