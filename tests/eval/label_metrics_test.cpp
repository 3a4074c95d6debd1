#include "mrec/eval/label_metrics.h"

#include <gtest/gtest.h>

#include <limits>

namespace mrec::eval {
namespace {

TEST(Labels, AreCountedByClass) {
  Matrix probabilities(4, 3);
  probabilities << 0.9F, 0.5F, 0.1F,  //
      0.6F, 0.2F, 0.0F,               //
      0.4F, 0.8F, 0.2F,               //
      1.0F, 0.1F, 0.3F;
  Matrix targets(4, 3);
  targets << 1, 1, 0,  //
      0, 0, 0,         //
      1, 1, 0,         //
      1, 0, 0;
  const LabelFigures figures = label_figures(probabilities, targets);
  ASSERT_EQ(figures.classes.size(), 3U);
  EXPECT_EQ(figures.classes[0], (LabelCounts{.hits = 2, .false_alarms = 1, .misses = 1}));
  EXPECT_EQ(figures.classes[1], (LabelCounts{.hits = 2, .false_alarms = 0, .misses = 0}));
  EXPECT_EQ(figures.classes[2], LabelCounts{});
  EXPECT_DOUBLE_EQ(figures.classes[0].precision(), 2.0 / 3);
  EXPECT_DOUBLE_EQ(figures.classes[0].recall(), 2.0 / 3);
  EXPECT_DOUBLE_EQ(figures.classes[0].f1(), 2.0 / 3);
  EXPECT_DOUBLE_EQ(figures.micro_f1, 8.0 / 10);
  // The third class is neither true nor given and says nothing.
  EXPECT_DOUBLE_EQ(figures.macro_f1, (2.0 / 3 + 1) / 2);
  EXPECT_DOUBLE_EQ(figures.subset_accuracy, 0.5);
}

TEST(Labels, DependOnTheThreshold) {
  Matrix probabilities(1, 2);
  probabilities << 0.3F, 0.29F;
  const Matrix targets = Matrix::Ones(1, 2);
  EXPECT_EQ(label_figures(probabilities, targets).micro_f1, 0);
  EXPECT_EQ(label_figures(probabilities, targets, 0.3).classes[0].hits, 1U);
  EXPECT_EQ(label_figures(probabilities, targets, 0.3).classes[1].misses, 1U);
}

TEST(Labels, OfNothingGiveZero) {
  const LabelFigures none = label_figures(Matrix(0, 2), Matrix(0, 2));
  EXPECT_EQ(none.macro_f1, 0);
  EXPECT_EQ(none.micro_f1, 0);
  EXPECT_EQ(none.subset_accuracy, 0);
  EXPECT_EQ(none.classes[0].precision(), 0);
  // Items of no class that are given none are right all the same.
  EXPECT_EQ(label_figures(Matrix::Zero(3, 2), Matrix::Zero(3, 2)).subset_accuracy, 1);
}

#ifndef NDEBUG
TEST(LabelsDeathTest, RefuseWhatIsNoProbability) {
  const Matrix unknown = Matrix::Constant(1, 1, std::numeric_limits<float>::quiet_NaN());
  EXPECT_DEATH(label_figures(unknown, Matrix::Ones(1, 1)), "hasNaN");
  EXPECT_DEATH(label_figures(Matrix::Ones(1, 1), Matrix::Constant(1, 1, 2)), "targets");
}
#endif

}  // namespace
}  // namespace mrec::eval
