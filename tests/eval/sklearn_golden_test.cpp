#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mrec/eval/calibration.h"
#include "mrec/eval/label_metrics.h"
#include "mrec/eval/metrics.h"
#include "mrec/eval/paired.h"
#include "mrec/eval/ranking_metrics.h"
#include "mrec/eval/verdict.h"
#include "support/data_folders.h"
#include "support/expect_close.h"

namespace mrec::eval {
namespace {

using Json = nlohmann::json;
using Numbers = std::vector<double>;
using testing::expect_close;

/// tests/golden/sklearn_metrics.json: what scikit-learn and scipy make of the same items.
const Json& golden() {
  static const Json json = Json::parse(std::ifstream(testing::golden_file("sklearn_metrics.json")));
  return json;
}

Matrix matrix_of(const Json& rows) {
  Matrix matrix(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(rows.at(0).size()));
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    for (Eigen::Index j = 0; j < matrix.cols(); ++j) {
      matrix(i, j) = rows[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)].get<float>();
    }
  }
  return matrix;
}

Numbers defined(const ClassFigures& figures) {
  Numbers numbers;
  for (const auto& figure : figures) {
    if (figure) numbers.push_back(*figure);
  }
  return numbers;
}

struct SingleLabel : ::testing::Test {
  const Json& expected = golden().at("single_label");
  Matrix probabilities = matrix_of(expected.at("probabilities"));
  Matrix logs = probabilities.array().log();
  std::vector<int> truths = expected.at("truths");
  std::vector<Verdict> verdicts = verdicts_of(logs, truths);

  double number(const char* name) const { return expected.at(name).get<double>(); }
};

TEST_F(SingleLabel, LossesAreThoseOfScikitLearn) {
  EXPECT_NEAR(negative_log_likelihood(logs, truths), number("log_loss"), 1e-6);
  EXPECT_NEAR(brier_score(logs, truths), number("brier"), 1e-6);
}

TEST_F(SingleLabel, TemperatureIsThatOfScipysMinimiser) {
  const double temperature = best_temperature(logs, truths);
  EXPECT_NEAR(temperature, number("temperature"), 1e-5);
  EXPECT_NEAR(negative_log_likelihood(at_temperature(logs, temperature), truths),
              number("loss_at_temperature"), 1e-6);
}

TEST_F(SingleLabel, CalibrationCurveIsThatOfScikitLearn) {
  const std::vector<ReliabilityBin> curve = reliability_curve(verdicts);
  Numbers accuracies;
  Numbers confidences;
  for (const ReliabilityBin& bin : curve) {
    if (bin.count == 0) continue;
    accuracies.push_back(bin.accuracy);
    confidences.push_back(bin.mean_confidence);
  }
  EXPECT_TRUE(expect_close(accuracies, expected.at("bin_accuracies").get<Numbers>(), {.absolute = 1e-12}));
  EXPECT_TRUE(expect_close(confidences, expected.at("bin_confidences").get<Numbers>(), {.absolute = 1e-6}));
  EXPECT_NEAR(expected_calibration_error(curve), number("calibration_error"), 1e-6);
}

TEST_F(SingleLabel, RankingFiguresAreThoseOfScikitLearn) {
  const Matrix targets = one_hot(truths, static_cast<std::size_t>(probabilities.cols()));
  EXPECT_TRUE(expect_close(defined(roc_auc(probabilities, targets)), expected.at("roc_auc").get<Numbers>(),
                           {.absolute = 1e-12}));
  EXPECT_TRUE(expect_close(defined(average_precision(probabilities, targets)),
                           expected.at("average_precision").get<Numbers>(), {.absolute = 1e-12}));
}

TEST_F(SingleLabel, MacroFiguresAreThoseOfScikitLearn) {
  std::vector<int> classes;
  for (const Verdict& verdict : verdicts) classes.push_back(verdict.verdict);
  const ConfusionMatrix matrix = confusion(truths, classes, static_cast<std::size_t>(probabilities.cols()));
  Numbers f1;
  for (std::size_t of = 0; of < matrix.classes(); ++of) f1.push_back(matrix.f1(of));
  EXPECT_TRUE(expect_close(f1, expected.at("f1").get<Numbers>(), {.absolute = 1e-12}));
  EXPECT_NEAR(matrix.macro_f1(), number("macro_f1"), 1e-12);
  EXPECT_NEAR(matrix.macro_recall(), number("balanced_accuracy"), 1e-12);
}

TEST(SeveralLabels, FiguresAreThoseOfScikitLearn) {
  const Json& expected = golden().at("several_labels");
  const Matrix probabilities = matrix_of(expected.at("probabilities"));
  const Matrix targets = matrix_of(expected.at("targets"));
  const LabelFigures figures = label_figures(probabilities, targets);
  Numbers precision;
  Numbers recall;
  Numbers f1;
  for (const LabelCounts& of : figures.classes) {
    precision.push_back(of.precision());
    recall.push_back(of.recall());
    f1.push_back(of.f1());
  }
  EXPECT_TRUE(expect_close(precision, expected.at("precision").get<Numbers>(), {.absolute = 1e-12}));
  EXPECT_TRUE(expect_close(recall, expected.at("recall").get<Numbers>(), {.absolute = 1e-12}));
  EXPECT_TRUE(expect_close(f1, expected.at("f1").get<Numbers>(), {.absolute = 1e-12}));
  EXPECT_NEAR(figures.micro_f1, expected.at("micro_f1").get<double>(), 1e-12);
  EXPECT_NEAR(figures.macro_f1, expected.at("macro_f1").get<double>(), 1e-12);
  EXPECT_NEAR(figures.subset_accuracy, expected.at("subset_accuracy").get<double>(), 1e-12);
  EXPECT_TRUE(expect_close(defined(roc_auc(probabilities, targets)), expected.at("roc_auc").get<Numbers>(),
                           {.absolute = 1e-12}));
  EXPECT_NEAR(macro_mean(average_precision(probabilities, targets)).value(),
              expected.at("mean_average_precision").get<double>(), 1e-12);
}

TEST(PairedTests, AreThoseOfScipy) {
  const Json& expected = golden().at("tests");
  for (const Json& pair : expected.at("mcnemar")) {
    const double p = mcnemar_test(pair[0].get<std::size_t>(), pair[1].get<std::size_t>());
    EXPECT_TRUE(expect_close(std::vector{p}, std::vector{pair[2].get<double>()}, {.relative = 1e-9}));
  }
  for (const Json& exact : expected.at("sign_flip_exact")) {
    EXPECT_NEAR(sign_flip_test(exact.at("differences").get<Numbers>(), 1), exact.at("p").get<double>(),
                1e-12);
  }
  const Json& drawn = expected.at("sign_flip_drawn");
  // Four standard errors of 20,000 draws.
  EXPECT_NEAR(sign_flip_test(drawn.at("differences").get<Numbers>(), 1), drawn.at("p").get<double>(), 0.014);
}

}  // namespace
}  // namespace mrec::eval
