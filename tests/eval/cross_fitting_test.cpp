#include "mrec/eval/cross_fitting.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "mrec/core/rng.h"
#include "mrec/eval/calibration.h"
#include "mrec/eval/verdict.h"

namespace mrec::eval {
namespace {

struct Items {
  Matrix logs;
  std::vector<int> truths;
  std::vector<std::size_t> folds;
};

/// Items of three classes in three folds, the surer the more often right, told with a confidence that grows
/// from fold to fold.
Items drawn_items(std::size_t count) {
  Rng rng(11);
  Items items{.logs = Matrix(static_cast<Eigen::Index>(count), 3), .truths = {}, .folds = {}};
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t fold = i % 3;
    const int verdict = static_cast<int>(rng.below(3));
    const float sureness = rng.uniform();
    const bool right = rng.uniform() < 0.6F + 0.35F * sureness;
    items.logs.row(static_cast<Eigen::Index>(i)).setZero();
    items.logs(static_cast<Eigen::Index>(i), verdict) =
        (2.0F + 2.0F * static_cast<float>(fold)) * (0.5F + sureness);
    items.truths.push_back(right ? verdict : (verdict + 1) % 3);
    items.folds.push_back(fold);
  }
  return items;
}

/// The items for which the predicate holds.
template <class Predicate>
Items some_of(const Items& all, Predicate predicate) {
  Items some;
  std::vector<Eigen::Index> rows;
  for (std::size_t i = 0; i < all.truths.size(); ++i) {
    if (!predicate(all.folds[i])) continue;
    rows.push_back(static_cast<Eigen::Index>(i));
    some.truths.push_back(all.truths[i]);
    some.folds.push_back(all.folds[i]);
  }
  some.logs = all.logs(rows, Eigen::all);
  return some;
}

TEST(CrossFitting, AppliesToAFoldWhatTheOthersSay) {
  const Items items = drawn_items(300);
  const Matrix fitted = cross_fitted(items.logs, items.truths, items.folds);
  for (std::size_t fold = 0; fold < 3; ++fold) {
    const Items others = some_of(items, [&](std::size_t of) { return of != fold; });
    const double temperature = best_temperature(others.logs, others.truths);
    EXPECT_GT(temperature, 1.2) << fold;
    for (std::size_t i = fold; i < items.truths.size(); i += 3) {
      const auto row = static_cast<Eigen::Index>(i);
      double whole = 0;
      for (int of = 0; of < 3; ++of)
        whole += std::exp(static_cast<double>(items.logs(row, of)) / temperature);
      for (int of = 0; of < 3; ++of) {
        const double expected = static_cast<double>(items.logs(row, of)) / temperature - std::log(whole);
        ASSERT_NEAR(fitted(row, of), expected, 1e-5);
      }
    }
  }
}

TEST(CrossFitting, TruthsOfAFoldDoNotChangeItsOwnFit) {
  Items items = drawn_items(90);
  const Matrix before = cross_fitted(items.logs, items.truths, items.folds);
  for (std::size_t i = 0; i < items.truths.size(); i += 3) items.truths[i] = (items.truths[i] + 1) % 3;
  const Matrix after = cross_fitted(items.logs, items.truths, items.folds);
  EXPECT_EQ(before.row(0), after.row(0));
  EXPECT_NE(before.row(1), after.row(1));
}

TEST(CrossFitting, OneFoldStaysAsItIs) {
  const Items items = drawn_items(30);
  const std::vector<std::size_t> folds(30, 4);
  EXPECT_EQ(cross_fitted(items.logs, items.truths, folds), at_temperature(items.logs, 1));
  const auto accepted = cross_fitted_acceptance(items.logs, items.truths, folds, 0.99);
  EXPECT_EQ(accepted, std::vector<bool>(30, true));
}

void expect_thresholds_of_the_others(Temperature applied) {
  const Items items = drawn_items(240);
  const auto accepted = cross_fitted_acceptance(items.logs, items.truths, items.folds, 0.9, applied);
  for (std::size_t fold = 0; fold < 3; ++fold) {
    const Items others = some_of(items, [&](std::size_t of) { return of != fold; });
    const double temperature =
        applied == Temperature::kOne ? 1 : best_temperature(others.logs, others.truths);
    const auto known = verdicts_of(at_temperature(others.logs, temperature), others.truths);
    const auto own = verdicts_of(at_temperature(items.logs, temperature), items.truths);
    // The least confidence of the others at which nine of ten that are as sure are right.
    double least = 2;
    for (const Verdict& candidate : known) {
      std::size_t sure = 0;
      std::size_t right = 0;
      for (const Verdict& verdict : known) {
        if (verdict.confidence < candidate.confidence) continue;
        ++sure;
        right += verdict.right ? 1 : 0;
      }
      const bool enough = static_cast<double>(right) >= 0.9 * static_cast<double>(sure);
      if (enough && candidate.confidence < least) least = candidate.confidence;
    }
    ASSERT_LT(least, 1);
    double next = -2;
    for (const Verdict& verdict : known) {
      if (verdict.confidence < least) next = std::max(next, verdict.confidence);
    }
    const double half_way = (least + next) / 2;
    for (std::size_t i = fold; i < items.truths.size(); i += 3) {
      EXPECT_EQ(accepted[i], own[i].confidence >= half_way) << i;
    }
  }
  const auto count = std::ranges::count(accepted, true);
  EXPECT_TRUE(count > 24 && count < 216) << count;
}

TEST(CrossFitting, AcceptsByTheThresholdOfTheOthers) {
  expect_thresholds_of_the_others(Temperature::kFitted);
  expect_thresholds_of_the_others(Temperature::kOne);
}

TEST(CrossFitting, RightVerdictsAreAsSureAsTheirNumberAllows) {
  Matrix logs(3, 2);
  logs << 0, -0.2F, -0.3F, 0, 0, -0.1F;
  const std::vector<int> right = {0, 1, 0};
  const double temperature = bounded_temperature(logs, right);
  EXPECT_GT(temperature, 0.05);
  double sum = 0;
  for (const double margin : {0.2, 0.3, 0.1}) sum += 1 / (1 + std::exp(-margin / temperature));
  EXPECT_NEAR(sum / 3, 4.0 / 5, 1e-5);
  EXPECT_EQ(bounded_temperature(logs * 100, right), 1);

  const std::vector<int> mixed = {0, 1, 1};
  EXPECT_EQ(bounded_temperature(logs, mixed), best_temperature(logs, mixed));
  EXPECT_EQ(bounded_temperature(Matrix(0, 2), {}), 1);
}

TEST(CrossFitting, NoItemsGiveNothing) {
  EXPECT_EQ(cross_fitted(Matrix(0, 4), {}, {}).rows(), 0);
  EXPECT_TRUE(cross_fitted_acceptance(Matrix(0, 4), {}, {}, 0.5).empty());
}

TEST(CrossFitting, ItemsThatDoNotCountAreJudgedOnly) {
  const Items items = drawn_items(300);
  Items with = items;
  std::vector<bool> fitted_on(300, true);
  // One item of each fold whose truth the model holds for impossible.
  with.logs.conservativeResize(303, Eigen::NoChange);
  for (std::size_t fold = 0; fold < 3; ++fold) {
    with.logs.row(300 + static_cast<Eigen::Index>(fold)) << 0, -50, -100;
    with.truths.push_back(2);
    with.folds.push_back(fold);
    fitted_on.push_back(false);
  }
  const Matrix fitted = cross_fitted(with.logs, with.truths, with.folds, fitted_on);
  EXPECT_EQ(fitted.topRows(300), cross_fitted(items.logs, items.truths, items.folds));
  EXPECT_NE(fitted.topRows(300), cross_fitted(with.logs, with.truths, with.folds).topRows(300));
  const Items others = some_of(items, [](std::size_t of) { return of != 1; });
  EXPECT_EQ(fitted.row(301),
            at_temperature(with.logs, bounded_temperature(others.logs, others.truths)).row(301));
  for (const Temperature applied : {Temperature::kFitted, Temperature::kOne}) {
    auto accepted = cross_fitted_acceptance(with.logs, with.truths, with.folds, 0.8, applied, fitted_on);
    EXPECT_TRUE(accepted[300] && accepted[301] && accepted[302]) << "surely wrong";
    accepted.resize(300);
    EXPECT_EQ(accepted, cross_fitted_acceptance(items.logs, items.truths, items.folds, 0.8, applied));
  }
}

}  // namespace
}  // namespace mrec::eval
