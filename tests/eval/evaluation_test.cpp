#include "mrec/eval/evaluation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "mrec/core/rng.h"

namespace mrec::eval {
namespace {

/// Items of three classes that are often right.
Judgements noisy_judgements(std::size_t items) {
  Rng rng(7);
  Judgements judgements{.log_probabilities = Matrix(static_cast<Eigen::Index>(items), 3), .targets = {}};
  std::vector<int> truths;
  for (std::size_t i = 0; i < items; ++i) {
    truths.push_back(static_cast<int>(rng.below(3)));
    for (Eigen::Index c = 0; c < 3; ++c) {  // as they need not be normalised
      const float weight = static_cast<float>(1 + rng.below(9)) + (c == truths.back() ? 4.0F : 0.0F);
      judgements.log_probabilities(static_cast<Eigen::Index>(i), c) = std::log(weight);
    }
    judgements.artists.push_back(i / 4);
  }
  judgements.targets = one_hot(truths, 3);
  return judgements;
}

/// One item a row: probabilities of two classes, and which of them are true.
Judgements two_classes(const std::vector<float>& of_first, const std::vector<std::vector<float>>& targets) {
  const auto items = static_cast<Eigen::Index>(of_first.size());
  Judgements judgements{.log_probabilities = Matrix(items, 2), .targets = Matrix(items, 2)};
  for (Eigen::Index i = 0; i < items; ++i) {
    const auto place = static_cast<std::size_t>(i);
    judgements.log_probabilities.row(i) << std::log(of_first[place]), std::log(1 - of_first[place]);
    judgements.targets.row(i) << targets[place][0], targets[place][1];
  }
  return judgements;
}

void expect_around(const std::optional<Interval>& interval, double value) {
  ASSERT_TRUE(interval);
  EXPECT_LT(interval->low, value);
  EXPECT_GT(interval->high, value);
}

TEST(EvaluateClasses, CountsVerdicts) {
  const Judgements judgements =
      two_classes({0.9F, 0.8F, 0.4F, 0.3F, 0.6F}, {{1, 0}, {1, 0}, {1, 0}, {0, 1}, {0, 1}});
  const ClassEvaluation evaluation = evaluate_classes(judgements, 1, Workers(1));
  EXPECT_EQ(evaluation.truths, (std::vector{0, 0, 0, 1, 1}));
  EXPECT_EQ(evaluation.confusion.count(0, 0), 2U);
  EXPECT_EQ(evaluation.confusion.count(0, 1), 1U);
  EXPECT_EQ(evaluation.confusion.count(1, 0), 1U);
  EXPECT_DOUBLE_EQ(evaluation.accuracy.value, 0.6);
  EXPECT_DOUBLE_EQ(evaluation.macro_recall.value, (2.0 / 3 + 0.5) / 2);
  ASSERT_TRUE(evaluation.macro_auc);
  EXPECT_DOUBLE_EQ(evaluation.macro_auc->value, 5.0 / 6);
  EXPECT_FALSE(evaluation.accuracy.by_artists);
  const double loss = -(std::log(0.9) + std::log(0.8) + std::log(0.4) + std::log(0.7) + std::log(0.4)) / 5;
  EXPECT_NEAR(evaluation.calibration.log_loss, loss, 1e-6);
}

TEST(EvaluateClasses, AcceptsAnyOfAnItemsClasses) {
  const Judgements judgements = two_classes({0.2F, 0.2F, 0.7F}, {{1, 1}, {1, 0}, {1, 1}});
  const ClassEvaluation evaluation = evaluate_classes(judgements, 1, Workers(1));
  EXPECT_EQ(evaluation.truths, (std::vector{1, 0, 0}));
  EXPECT_DOUBLE_EQ(evaluation.accuracy.value, 2.0 / 3);
}

TEST(EvaluateClasses, HasIntervalsByItemsAndByArtists) {
  const Judgements judgements = noisy_judgements(120);
  const ClassEvaluation evaluation = evaluate_classes(judgements, 5, Workers(2));
  for (const Estimate& estimate : {evaluation.accuracy, evaluation.macro_recall, *evaluation.macro_auc}) {
    expect_around(estimate.by_items, estimate.value);
    expect_around(estimate.by_artists, estimate.value);
    EXPECT_NE(estimate.by_items->low, estimate.by_artists->low);
  }
  const ClassEvaluation again = evaluate_classes(judgements, 5, Workers(1));
  EXPECT_EQ(again.accuracy.by_items->low, evaluation.accuracy.by_items->low);
  EXPECT_EQ(again.macro_auc->by_artists->high, evaluation.macro_auc->by_artists->high);
}

TEST(EvaluateClasses, SaysWhatLuckMayDoWhereAllAreRight) {
  Judgements judgements = two_classes({0.9F, 0.8F, 0.1F, 0.2F}, {{1, 0}, {1, 0}, {0, 1}, {0, 1}});
  judgements.artists = {0, 0, 1, 1};
  const ClassEvaluation evaluation = evaluate_classes(judgements, 1, Workers(1));
  EXPECT_EQ(evaluation.accuracy.value, 1);
  EXPECT_EQ(evaluation.accuracy.by_items->low, wilson_interval(4, 4).low);
  EXPECT_EQ(evaluation.accuracy.by_artists->low, wilson_interval(2, 2).low);
  EXPECT_EQ(evaluation.macro_auc->value, 1);
  EXPECT_FALSE(evaluation.macro_auc->by_items);
}

TEST(EvaluateClasses, HasNoAreaWhereAllItemsAreOfOneClass) {
  const Judgements judgements = two_classes({0.9F, 0.2F}, {{1, 0}, {1, 0}});
  const ClassEvaluation evaluation = evaluate_classes(judgements, 1, Workers(1));
  EXPECT_FALSE(evaluation.macro_auc);
  EXPECT_FALSE(evaluation.auc[0]);
  EXPECT_EQ(evaluation.accuracy.value, 0.5);
}

TEST(EvaluateLabels, JudgesEachClassForItself) {
  Judgements judgements{.log_probabilities = Matrix(3, 2), .targets = Matrix(3, 2)};
  judgements.log_probabilities << 0.9F, 0.8F, 0.6F, 0.1F, 0.2F, 0.7F;
  judgements.log_probabilities = judgements.log_probabilities.array().log().eval();
  judgements.targets << 1, 1, 1, 0, 1, 0;
  const LabelEvaluation evaluation = evaluate_labels(judgements, 0.5, 1, Workers(1));
  EXPECT_EQ(evaluation.figures.classes[0], (LabelCounts{.hits = 2, .false_alarms = 0, .misses = 1}));
  EXPECT_EQ(evaluation.figures.classes[1], (LabelCounts{.hits = 1, .false_alarms = 1, .misses = 0}));
  EXPECT_DOUBLE_EQ(evaluation.micro_f1.value, 2.0 * 3 / (2 * 3 + 1 + 1));
  EXPECT_DOUBLE_EQ(evaluation.subset_accuracy.value, 2.0 / 3);
  EXPECT_EQ(evaluation.average_precision[1], 1);
  EXPECT_FALSE(evaluation.auc[0]);
  ASSERT_TRUE(evaluation.mean_average_precision);
  EXPECT_EQ(evaluation.mean_average_precision->value, 1);
}

TEST(EvaluateLabels, GivesWhatIsAsSureAsIsAsked) {
  Judgements judgements{.log_probabilities = Matrix(3, 2), .targets = Matrix(3, 2)};
  judgements.log_probabilities << 0.9F, 0.8F, 0.6F, 0.1F, 0.2F, 0.7F;
  judgements.log_probabilities = judgements.log_probabilities.array().log().eval();
  judgements.targets << 1, 1, 1, 0, 1, 0;
  const LabelEvaluation evaluation = evaluate_labels(judgements, 0.75, 1, Workers(1));
  EXPECT_EQ(evaluation.figures.classes[0], (LabelCounts{.hits = 1, .false_alarms = 0, .misses = 2}));
  EXPECT_EQ(evaluation.figures.classes[1], (LabelCounts{.hits = 1, .false_alarms = 0, .misses = 0}));
  EXPECT_DOUBLE_EQ(evaluation.micro_f1.value, 2.0 * 2 / (2 * 2 + 2));
  // The intervals are of the same threshold: at a half a draw of the second item alone would be all wrong.
  ASSERT_TRUE(evaluation.subset_accuracy.by_items);
  EXPECT_DOUBLE_EQ(evaluation.subset_accuracy.value, 1.0 / 3);
  EXPECT_EQ(evaluation.subset_accuracy.by_items->low, 0);
}

TEST(RejectionAt, KeepsWhatIsSureEnough) {
  const std::vector<Verdict> verdicts = {{.verdict = 0, .confidence = 0.9, .right = true},
                                         {.verdict = 1, .confidence = 0.5, .right = false},
                                         {.verdict = 1, .confidence = 0.4, .right = true},
                                         {.verdict = 0, .confidence = 0.3, .right = true}};
  const RejectionPoint point = rejection_at(verdicts, 0.4);
  EXPECT_EQ(point.accepted, 3U);
  EXPECT_EQ(point.right, 2U);
  EXPECT_DOUBLE_EQ(point.coverage, 0.75);
  EXPECT_DOUBLE_EQ(point.accuracy, 2.0 / 3);
  EXPECT_EQ(rejection_at(verdicts, 0.95).accuracy, 0);
  EXPECT_EQ(rejection_at({}, 0.5).coverage, 0);
}

}  // namespace
}  // namespace mrec::eval
