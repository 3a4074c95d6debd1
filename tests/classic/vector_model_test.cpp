// What holds of every method.
#include "mrec/classic/vector_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "classic/toy_examples.h"
#include "mrec/classic/knn.h"
#include "mrec/classic/lda.h"
#include "mrec/classic/logistic.h"
#include "mrec/classic/svm.h"
#include "support/expect_error.h"

namespace mrec::classic {
namespace {

using testing::throws_error;

std::unique_ptr<VectorModel> learn(Method method, const Examples& examples) {
  switch (method) {
    case Method::kLogistic:
      return learn_logistic(examples, {.l2 = 0.1}).model;
    case Method::kLda:
      return learn_lda(examples);
    case Method::kSvm:
      return learn_svm(examples);
    case Method::kKnn:
      break;
  }
  // Where a class has fewer than five examples, five neighbours are of other classes too.
  return learn_knn(examples, {.neighbours = examples.labels.size() < 10 ? 1 : 5});
}

std::vector<int> verdicts(const Matrix& log_probabilities) {
  std::vector<int> result;
  for (const auto& row : log_probabilities.rowwise()) {
    Eigen::Index best = 0;
    row.maxCoeff(&best);
    result.push_back(static_cast<int>(best));
  }
  return result;
}

/// Finite, and probabilities add up to 1.
::testing::AssertionResult sound(const Matrix& log_probabilities) {
  if (!log_probabilities.allFinite()) return ::testing::AssertionFailure() << "not finite";
  const Vector sums = log_probabilities.array().exp().rowwise().sum();
  if ((sums.array() - 1).abs().maxCoeff() > 1e-5F) return ::testing::AssertionFailure() << "sums " << sums;
  return ::testing::AssertionSuccess();
}

/// libsvm writes to standard error when it is given the weight of a class that a held-out fold leaves out.
TEST(Svm, SaysNothingOfAClassThatAFoldLeavesOut) {
  ToyExamples toy = toy_examples({.examples = 31, .classes = 3});
  for (int& label : toy.labels) label = label == 2 ? 0 : label;
  toy.labels.back() = 2;
  ::testing::internal::CaptureStderr();
  learn_svm(toy.view());
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

class EveryMethod : public ::testing::TestWithParam<Method> {
 protected:
  std::unique_ptr<VectorModel> learn(const ToyExamples& toy) const {
    return classic::learn(GetParam(), toy.view());
  }
  std::unique_ptr<VectorModel> load(std::vector<NamedTensor> state, std::size_t width,
                                    std::size_t classes) const {
    return load_model(GetParam(), std::move(state), width, classes);
  }

  /// Learns, and expects every example of `queries` to be known again.
  void expect_all_right(const ToyExamples& examples, const ToyExamples& queries) const {
    const Matrix result = learn(examples)->log_probabilities(queries.vectors);
    EXPECT_TRUE(sound(result));
    EXPECT_EQ(verdicts(result), queries.labels);
  }
};

TEST_P(EveryMethod, TellsApartWhatIsFarApart) {
  for (const auto& [examples, width, classes] :
       {std::tuple(60, 6, 3), {40, 1, 2}, {31, 2, 2}, {101, 7, 5}, {300, 50, 50}}) {
    const ToySizes sizes{.examples = examples, .width = width, .classes = classes};
    expect_all_right(toy_examples(sizes), toy_examples(sizes, 6));
  }
}

TEST_P(EveryMethod, StandsMoreNumbersThanExamples) {
  const ToySizes sizes{.examples = 12, .width = 90, .classes = 3};
  expect_all_right(toy_examples(sizes), toy_examples(sizes, 6));
}

TEST_P(EveryMethod, StandsOneExampleAClass) {
  const ToySizes sizes{.examples = 4, .width = 8, .classes = 4};
  expect_all_right(toy_examples(sizes), toy_examples(sizes, 6));
}

TEST_P(EveryMethod, StandsConstantColumns) {
  ToyExamples examples = toy_examples({});
  ToyExamples queries = toy_examples({}, 6);
  examples.vectors.col(1).setConstant(0);
  queries.vectors.col(1).setConstant(0);
  examples.vectors.col(5).setConstant(0.1F);
  queries.vectors.col(5).setConstant(0.1F);
  expect_all_right(examples, queries);
}

TEST_P(EveryMethod, StandsExamplesThatAreAllTheSame) {
  ToyExamples toy = toy_examples({.examples = 12});
  toy.vectors.setConstant(0.5F);
  const Matrix result = learn(toy)->log_probabilities(toy.vectors);
  EXPECT_TRUE(sound(result));
  EXPECT_TRUE((result.array().exp() - 1 / 3.0F).abs().maxCoeff() < 0.25F) << result;
}

TEST_P(EveryMethod, AClassWithoutExamplesIsPracticallyImpossible) {
  for (const int missing : {0, 1, 2}) {
    const ToyExamples whole = toy_examples({});
    ToyExamples toy{.vectors = Matrix(40, 6), .labels = {}, .classes = 3};
    for (Eigen::Index i = 0; i < whole.vectors.rows(); ++i) {
      const int label = whole.labels[static_cast<std::size_t>(i)];
      if (label == missing) continue;
      toy.vectors.row(std::ssize(toy.labels)) = whole.vectors.row(i);
      toy.labels.push_back(label);
    }
    const auto model = learn(toy);
    const Matrix result = model->log_probabilities(whole.vectors);
    EXPECT_TRUE(sound(result));
    EXPECT_LT(result.col(missing).maxCoeff(), std::log(1e-6F));
    EXPECT_EQ(verdicts(model->log_probabilities(toy.vectors)), toy.labels);
    EXPECT_EQ(load(model->state(), 6, 3)->log_probabilities(whole.vectors), result);
  }
}

TEST_P(EveryMethod, OneClassAloneIsCertain) {
  ToyExamples toy = toy_examples({.examples = 7});
  std::ranges::fill(toy.labels, 1);
  const auto model = learn(toy);
  EXPECT_EQ(verdicts(model->log_probabilities(toy.vectors)), toy.labels);
  EXPECT_NEAR(model->log_probabilities(toy.vectors)(0, 1), 0, 1e-5);
  EXPECT_TRUE(load(model->state(), 6, 3));
}

/// Ten times as many of one class, over each other: weights against that raise the rare class's share.
TEST_P(EveryMethod, WeightsRaiseARareClass) {
  ToyExamples toy = toy_examples({.examples = 220, .width = 2, .classes = 2, .shift = 0.4F});
  for (std::size_t i = 0; i < toy.labels.size(); ++i) {
    if (i % 11 == 0 || toy.labels[i] == 0) continue;
    toy.labels[i] = 0;
    std::swap(toy.vectors(static_cast<Eigen::Index>(i), 0), toy.vectors(static_cast<Eigen::Index>(i), 1));
  }
  const ToyExamples queries = toy_examples({.examples = 200, .width = 2, .classes = 2, .shift = 0.4F}, 6);
  const auto rare_share = [&] {
    return learn(toy)->log_probabilities(queries.vectors).col(1).array().exp().mean();
  };
  const float plain = rare_share();
  toy.weights = {1, 20};
  EXPECT_GT(rare_share(), plain + 0.15F);
}

TEST_P(EveryMethod, ARowDoesNotDependOnTheRowsBesideIt) {
  const ToyExamples toy = toy_examples({.examples = 33, .width = 7, .shift = 0.5F});
  const auto model = learn(toy);
  const Matrix all = model->log_probabilities(toy.vectors);
  for (Eigen::Index i = 0; i < all.rows(); ++i) {
    EXPECT_EQ(model->log_probabilities(toy.vectors.row(i)), all.row(i)) << i;
  }
  EXPECT_EQ(model->log_probabilities(Matrix(0, 7)).rows(), 0);
}

TEST_P(EveryMethod, LearningTwiceGivesTheSameBits) {
  const ToyExamples toy = toy_examples({.shift = 0.3F});
  const ToyExamples queries = toy_examples({.shift = 0.3F}, 6);
  EXPECT_EQ(learn(toy)->log_probabilities(queries.vectors), learn(toy)->log_probabilities(queries.vectors));
}

TEST_P(EveryMethod, AStateGivesTheSameBits) {
  const ToyExamples toy = toy_examples({.shift = 0.3F});
  const ToyExamples queries = toy_examples({.shift = 0.3F}, 6);
  const auto model = learn(toy);
  EXPECT_EQ(load(model->state(), 6, 3)->log_probabilities(queries.vectors),
            model->log_probabilities(queries.vectors));
}

TEST_P(EveryMethod, RefusesDamagedStates) {
  const auto model = learn(toy_examples({.shift = 0.3F}));
  const std::vector<NamedTensor> state = model->state();
  const auto refused = [&](const std::string& name, std::vector<NamedTensor> damaged, std::size_t width = 6,
                           std::size_t classes = 3) {
    return throws_error(ErrorKind::kFormat, name, [&] { load(std::move(damaged), width, classes); });
  };
  for (std::size_t t = 0; t < state.size(); ++t) {
    const std::string& name = state[t].name;
    auto damaged = state;
    damaged.erase(damaged.begin() + static_cast<std::ptrdiff_t>(t));
    EXPECT_TRUE(refused(name + " is missing", damaged));
    damaged = state;
    damaged[t].values.pop_back();
    EXPECT_TRUE(refused(name, damaged));
    damaged = state;
    damaged[t].shape.push_back(1);
    EXPECT_TRUE(refused(name, damaged));
    damaged = state;
    damaged[t].values.clear();
    damaged[t].shape[0] = 0;
    EXPECT_TRUE(refused("tensor ", damaged)) << name;
    for (const float value : {std::nanf(""), HUGE_VALF, -HUGE_VALF}) {
      damaged = state;
      damaged[t].values.back() = value;
      EXPECT_TRUE(refused(name + " holds a value that is not a number", damaged));
    }
  }
  auto extra = state;
  extra.push_back({.name = "surplus", .shape = {1}, .values = {0}});
  EXPECT_TRUE(refused("surplus has no place", extra));
  EXPECT_TRUE(refused("tensor ", state, 7, 3));
  EXPECT_TRUE(refused("tensor ", state, 6, 4));
  EXPECT_TRUE(refused("tensor ", state, 6, 2));
}

TEST_P(EveryMethod, HugeStatesGiveFiniteAnswers) {
  const ToyExamples toy = toy_examples({.shift = 0.3F});
  const std::vector<NamedTensor> state = learn(toy)->state();
  for (const NamedTensor& each : state) {
    for (const float sign : {1.0F, -1.0F}) {
      auto damaged = state;
      const auto place = std::ranges::find(damaged, each.name, &NamedTensor::name);
      place->values.front() = sign * std::numeric_limits<float>::max();
      try {
        EXPECT_TRUE(load(damaged, 6, 3)->log_probabilities(toy.vectors).allFinite()) << each.name;
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kFormat);
      }
    }
  }
}

std::string method_name(const ::testing::TestParamInfo<Method>& parameter) {
  switch (parameter.param) {
    case Method::kLogistic:
      return "Logistic";
    case Method::kLda:
      return "Lda";
    case Method::kSvm:
      return "Svm";
    case Method::kKnn:
      break;
  }
  return "Knn";
}

INSTANTIATE_TEST_SUITE_P(Classic, EveryMethod,
                         ::testing::Values(Method::kLogistic, Method::kLda, Method::kSvm, Method::kKnn),
                         method_name);

}  // namespace
}  // namespace mrec::classic
