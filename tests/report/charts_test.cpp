#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "report/calibration_chart.h"
#include "report/confusion_chart.h"
#include "report/learning_curves.h"
#include "report/markup.h"

namespace mrec::report {
namespace {

using mrec::testing::count_of;
using mrec::testing::markup_fault;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(LearningCurves, HaveALineAndADotAnEpochForEachPart) {
  const std::vector<Epoch> epochs = {{2.0, 0.2, 2.0, 0.1}, {1.0, 0.5, 1.5, 0.4}, {0.5, 0.9, 1.6, 0.4}};
  const std::string curves = learning_curves(epochs, 2);
  EXPECT_EQ(markup_fault(curves), "");
  EXPECT_EQ(count_of("<svg", curves), 2U);
  EXPECT_EQ(count_of("<polyline", curves), 4U);
  EXPECT_EQ(count_of("<circle", curves), 12U);
  EXPECT_EQ(count_of(">best: epoch 2<", curves), 2U);
  // The loss of training: epochs from left to right, from its largest value down.
  EXPECT_NE(curves.find("points=\"86,50.57 251,156.29 416,209.14\""), std::string::npos);
}

TEST(LearningCurves, OfOneEpochAreDots) {
  const std::string curves = learning_curves(std::vector<Epoch>{{2.0, 0.2, 2.0, 0.1}}, 0);
  EXPECT_EQ(count_of("<polyline", curves), 0U);
  EXPECT_EQ(count_of("<circle", curves), 4U);
  EXPECT_EQ(count_of("best", curves), 0U);
}

TEST(LearningCurves, BreakWhereANumberIsNone) {
  const std::vector<Epoch> epochs = {{2.0, 0.2}, {1.5, 0.3}, {kNan, 0.4},
                                     {1.0, 0.5}, {0.9, 0.6}, {kNan, 0.7}};
  const std::string curves = learning_curves(epochs, 6);
  EXPECT_EQ(markup_fault(curves), "");
  EXPECT_EQ(count_of("<polyline", curves), 3U);  // the loss in two pieces
  EXPECT_EQ(count_of("nan", curves), 0U);
  EXPECT_EQ(count_of(">validation<", curves), 0U);  // there was none
}

TEST(LearningCurves, OfManyEpochsHaveNoDots) {
  EXPECT_EQ(count_of("<circle", learning_curves(std::vector<Epoch>(61, {1.0, 0.5}), 0)), 0U);
}

CalibrationCurve three_bins() {
  return {.bins = {{0, 0, 0}, {0.5, 0.25, 4}, {0.9, 1.0, 16}}, .ece = 0.13};
}

TEST(CalibrationChart, PutsABinWhereItsConfidenceAndAccuracyAre) {
  const std::string chart = calibration_chart({.unscaled = three_bins()});
  EXPECT_EQ(markup_fault(chart), "");
  EXPECT_NE(chart.find("cx=\"260\" cy=\"309.5\" r=\"5\""), std::string::npos);
  EXPECT_NE(chart.find("cx=\"420\" cy=\"62\" r=\"7.5\""), std::string::npos);
  EXPECT_EQ(count_of("<circle", chart), 3U);  // one of the legend, none of the empty bin
  EXPECT_EQ(count_of("class=\"bar first\"", chart), 2U);
  EXPECT_NE(chart.find(">as trained, ECE 13.0\u202F%<"), std::string::npos);
}

TEST(CalibrationChart, ShowsBothCurvesOfAScaledModel) {
  const std::string chart =
      calibration_chart({.unscaled = three_bins(), .scaled = three_bins(), .temperature = 1.5});
  EXPECT_EQ(count_of("<polyline class=\"curve first\"", chart), 1U);
  EXPECT_EQ(count_of("<polyline class=\"curve second\"", chart), 1U);
  EXPECT_NE(chart.find(">without scaling, ECE"), std::string::npos);
  EXPECT_NE(chart.find(">temperature 1.5, ECE"), std::string::npos);
}

TEST(CalibrationChart, OfNoBinsIsAnEmptyDiagram) {
  const std::string chart = calibration_chart({});
  EXPECT_EQ(markup_fault(chart), "");
  EXPECT_EQ(count_of("class=\"bar first\"", chart), 0U);
}

std::vector<GenreFigures> named(std::size_t count) {
  std::vector<GenreFigures> genres;
  for (std::size_t i = 0; i < count; ++i) genres.push_back({.name = "genre " + std::to_string(i)});
  return genres;
}

TEST(ConfusionChart, ShadesACellByItsShareOfTheTrueGenre) {
  eval::ConfusionMatrix confusion(2);
  for (int i = 0; i < 3; ++i) confusion.add(0, 0);
  confusion.add(0, 1);
  confusion.add(1, 1);
  const std::string chart = confusion_chart(named(2), confusion);
  EXPECT_EQ(markup_fault(chart), "");
  EXPECT_NE(chart.find("fill-opacity=\"0.75\"><title>genre 0 taken for genre 0: 3 of 4 tracks, 75.0\u202F%<"),
            std::string::npos);
  EXPECT_NE(chart.find("fill-opacity=\"0.25\"><title>genre 0 taken for genre 1: 1 of 4 tracks"),
            std::string::npos);
  EXPECT_EQ(count_of(" taken for ", chart), 3U);  // nothing for a cell that is 0
  EXPECT_EQ(count_of("class=\"count", chart), 3U);
  EXPECT_EQ(count_of("class=\"cell hit\" x=", chart) - 40, 2U);  // the scale below has 40 steps
}

TEST(ConfusionChart, LeavesTheNumbersOutWhereCellsAreSmall) {
  eval::ConfusionMatrix confusion(50);
  for (std::size_t i = 0; i < 50; ++i) confusion.add(i, i);
  const std::string chart = confusion_chart(named(50), confusion);
  EXPECT_EQ(count_of("class=\"count", chart), 0U);
  EXPECT_EQ(count_of(" taken for ", chart), 50U);
  EXPECT_EQ(count_of(">genre 49</text>", chart), 2U);
}

}  // namespace
}  // namespace mrec::report
