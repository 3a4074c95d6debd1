// Methods that tell of a vector that it is of several classes.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "classic/toy_labels.h"
#include "mrec/classic/knn.h"
#include "mrec/classic/lda.h"
#include "mrec/classic/logistic.h"
#include "mrec/classic/svm.h"
#include "support/expect_close.h"
#include "support/expect_error.h"

namespace mrec::classic {
namespace {

using testing::throws_error;

constexpr int kWidth = 4;

std::unique_ptr<VectorModel> learn(Method method, const LabelExamples& examples) {
  if (method == Method::kLogistic) return learn_logistic(examples, {.l2 = 0.1}).model;
  if (method == Method::kSvm) return learn_svm(examples);
  return learn_knn(examples);
}

Eigen::ArrayXXf probabilities(const VectorModel& model, const Matrix& vectors) {
  return model.log_probabilities(vectors).array().exp();
}

class EveryLabelMethod : public ::testing::TestWithParam<Method> {
 protected:
  std::unique_ptr<VectorModel> learn(const ToyLabels& toy) const {
    return classic::learn(GetParam(), toy.view());
  }
  std::unique_ptr<VectorModel> load(std::vector<NamedTensor> state, std::size_t classes) const {
    return load_label_model(GetParam(), std::move(state), kWidth, classes);
  }
};

TEST_P(EveryLabelMethod, LearnsEachClassForItself) {
  const ToyLabels toy = toy_labels(400, kWidth, 3, 0);
  const ToyLabels queries = toy_labels(100, kWidth, 3, 0, 6);
  const Eigen::ArrayXXf given = (probabilities(*learn(toy), queries.vectors) >= 0.5F).cast<float>();
  EXPECT_GT((given == queries.targets.array()).cast<float>().mean(), 0.85F);
}

TEST_P(EveryLabelMethod, AClassOfAllOrNoneIsNearlyCertain) {
  ToyLabels toy = toy_labels(49, kWidth, 4);
  toy.targets.col(1).setConstant(1);
  toy.targets.col(2).setConstant(0);
  const auto model = learn(toy);
  const Matrix logs = model->log_probabilities(toy.vectors);
  EXPECT_TRUE(logs.allFinite());
  EXPECT_LT(logs.maxCoeff(), 0);
  EXPECT_GE(std::exp(logs.col(1).minCoeff()), 0.98F);
  EXPECT_LE(std::exp(logs.col(2).maxCoeff()), 0.02F);
  EXPECT_GT(logs.minCoeff(), -17);
  EXPECT_EQ(load(model->state(), 4)->log_probabilities(toy.vectors), logs);
}

TEST_P(EveryLabelMethod, RowsDoNotDependOnEachOther) {
  const ToyLabels toy = toy_labels(60, kWidth, 3);
  const auto model = learn(toy);
  const Matrix together = model->log_probabilities(toy.vectors);
  for (const Eigen::Index i : {0, 7, 59}) {
    EXPECT_EQ(model->log_probabilities(toy.vectors.row(i)), together.row(i));
  }
}

/// Ten times as many without the class as with it.
TEST_P(EveryLabelMethod, WeightsRaiseARareClass) {
  ToyLabels toy = toy_labels(220, kWidth, 1, 0.3F);
  for (int i = 0; i < 220; ++i) {
    if (i % 5 != 0) toy.targets(i, 0) = 0;
  }
  const float plain = probabilities(*learn(toy), toy.vectors).mean();
  toy.weights = {9};
  const float weighted = probabilities(*learn(toy), toy.vectors).mean();
  EXPECT_GT(weighted, plain + 0.1F);
}

TEST_P(EveryLabelMethod, StateIsTheModel) {
  const ToyLabels toy = toy_labels(40, kWidth, 3);
  const auto model = learn(toy);
  const auto loaded = load(model->state(), 3);
  EXPECT_EQ(loaded->log_probabilities(toy.vectors), model->log_probabilities(toy.vectors));
  const std::vector<NamedTensor> again = loaded->state();
  const std::vector<NamedTensor> state = model->state();
  ASSERT_EQ(again.size(), state.size());
  for (std::size_t i = 0; i < state.size(); ++i) {
    EXPECT_EQ(again[i].name, state[i].name);
    EXPECT_EQ(again[i].values, state[i].values);
  }
}

TEST_P(EveryLabelMethod, RefusesStatesThatAreNotOfThatModel) {
  const std::vector<NamedTensor> state = learn(toy_labels(40, kWidth, 3))->state();
  for (std::size_t i = 0; i < state.size(); ++i) {
    std::vector<NamedTensor> poorer = state;
    poorer.erase(poorer.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_TRUE(throws_error(ErrorKind::kFormat, "is missing", [&] { load(poorer, 3); }));
    std::vector<NamedTensor> damaged = state;
    damaged[i].values.front() = std::nanf("");
    EXPECT_TRUE(throws_error(ErrorKind::kFormat, "not a number", [&] { load(damaged, 3); }));
  }
  std::vector<NamedTensor> richer = state;
  richer.push_back({.name = "class3.other", .shape = {1}, .values = {1}});
  EXPECT_TRUE(throws_error(ErrorKind::kFormat, "class3.other has no place", [&] { load(richer, 3); }));
  for (const std::size_t classes : {2, 4}) {
    EXPECT_TRUE(throws_error(ErrorKind::kFormat, "tensor ", [&] { load(state, classes); }));
  }
}

INSTANTIATE_TEST_SUITE_P(, EveryLabelMethod,
                         ::testing::Values(Method::kLogistic, Method::kSvm, Method::kKnn));

/// A softmax over the two classes of a question halves the weights, so that twice the penalty is the same.
TEST(LabelLogistic, IsABinaryRegressionAClass) {
  ToyLabels toy = toy_labels(60, kWidth, 3);
  toy.weights = {1, 2.5, 0.5};
  const auto together = probabilities(*learn_logistic(toy.view(), {.l2 = 2}).model, toy.vectors);
  for (Eigen::Index label = 0; label < 3; ++label) {
    std::vector<int> labels;
    for (const float target : toy.targets.col(label)) labels.push_back(target != 0 ? 1 : 0);
    const std::vector<double> weights = {1, toy.weights[static_cast<std::size_t>(label)]};
    const Examples examples{.vectors = toy.vectors, .labels = labels, .classes = 2, .class_weights = weights};
    const auto alone = probabilities(*learn_logistic(examples, {.l2 = 4}).model, toy.vectors);
    EXPECT_LT((alone.col(1) - together.col(label)).abs().maxCoeff(), 1e-5F) << label;
  }
}

TEST(LabelLogistic, LossIsTheMeanOverExamplesAndClasses) {
  const ToyLabels toy = toy_labels(30, kWidth, 2);
  const LogisticFit fit = learn_logistic(toy.view(), {.l2 = 1});
  const auto p = probabilities(*fit.model, toy.vectors).cast<double>().eval();
  const auto has = toy.targets.cast<double>().array();
  EXPECT_NEAR(fit.loss, -(has * p.log() + (1 - has) * (1 - p).log()).mean(), 1e-6);
  EXPECT_TRUE(fit.converged);
  EXPECT_GT(fit.iterations, 0);
}

TEST(LabelLogistic, PenaltyLeavesTheBiasAlone) {
  ToyLabels toy = toy_labels(40, kWidth, 1);
  for (int i = 0; i < 40; ++i) toy.targets(i, 0) = i < 10 ? 1 : 0;
  const auto model = learn_logistic(toy.view(), {.l2 = 1e9}).model;
  EXPECT_NEAR(probabilities(*model, toy.vectors)(17, 0), 0.25, 1e-5);
}

TEST(LabelLogistic, NothingToLearnIsNoFailure) {
  ToyLabels toy = toy_labels(9, kWidth, 2);
  toy.targets.setZero();
  const LogisticFit fit = learn_logistic(toy.view(), {});
  EXPECT_TRUE(fit.converged);
  EXPECT_NEAR(probabilities(*fit.model, toy.vectors)(3, 1), 0.5 / 10, 1e-6);
}

/// One vector five times: its neighbours are the first of five equals.
TEST(LabelKnn, IsTheShareOfTheNearestAndAVoteOfAll) {
  ToyLabels toy{.vectors = Matrix::Ones(5, 2), .targets = Matrix(5, 3)};
  toy.targets << 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0;
  const auto shares = [&] {
    return probabilities(*learn_knn(toy.view(), {.neighbours = 3}), Matrix::Ones(1, 2)).eval();
  };
  const auto plain = shares();
  EXPECT_NEAR(plain(0), (2 + 2.5 / 6) / 4, 1e-6);
  EXPECT_NEAR(plain(1), (2 + 4.5 / 6) / 4, 1e-6);
  EXPECT_NEAR(plain(2), (0 + 0.5 / 6) / 4, 1e-6);
  toy.weights = {3, 1, 1};
  EXPECT_NEAR(shares()(0), (6 + 6.5 / 10) / (6 + 1 + 1), 1e-6);
  toy.weights.clear();
  EXPECT_NEAR(probabilities(*learn_knn(toy.view(), {.neighbours = 99}), Matrix::Ones(1, 2))(0),
              (2 + 2.5 / 6) / 6, 1e-6);
}

TEST(LabelKnn, RefusesVotesThatCannotBe) {
  const std::vector<NamedTensor> state = learn_knn(toy_labels(9, kWidth, 2).view())->state();
  const auto refused = [&](std::size_t tensor, std::size_t place, float value, const char* words) {
    std::vector<NamedTensor> damaged = state;
    damaged[tensor].values[place] = value;
    return throws_error(ErrorKind::kFormat, words,
                        [&] { load_label_model(Method::kKnn, damaged, kWidth, 2); });
  };
  EXPECT_TRUE(refused(1, 3, 0.5F, "neither 0 nor 1"));
  EXPECT_TRUE(refused(2, 0, 0, "not above 0"));
  EXPECT_TRUE(refused(2, 1, 1, "not between 0 and 1"));
  EXPECT_TRUE(refused(3, 0, 10, "not between 1 and"));
}

TEST(LabelSvm, IsAMachineAClass) {
  const ToyLabels toy = toy_labels(50, kWidth, 2);
  const auto together = learn_svm(toy.view())->log_probabilities(toy.vectors);
  for (Eigen::Index label = 0; label < 2; ++label) {
    std::vector<int> labels;
    for (const float target : toy.targets.col(label)) labels.push_back(target != 0 ? 1 : 0);
    const auto alone = learn_svm(Examples{.vectors = toy.vectors, .labels = labels, .classes = 2})
                           ->log_probabilities(toy.vectors);
    EXPECT_EQ(together.col(label), alone.col(1));
  }
}

TEST(LabelLda, CannotBeRead) {
  const std::vector<NamedTensor> state = learn_logistic(toy_labels(9, kWidth, 2).view(), {}).model->state();
  EXPECT_TRUE(
      throws_error(ErrorKind::kFormat, "lda", [&] { load_label_model(Method::kLda, state, kWidth, 2); }));
}

}  // namespace
}  // namespace mrec::classic
