#include "mrec/genre/decision.h"

#include <gtest/gtest.h>

#include <vector>

namespace mrec::genre {
namespace {

using Genres = std::vector<std::size_t>;

Vector probabilities(std::vector<float> values) {
  return Eigen::Map<Vector>(values.data(), static_cast<Eigen::Index>(values.size()));
}

TEST(Decision, TheMostProbableGenreStands) {
  EXPECT_EQ(decide({}, probabilities({0.2F, 0.5F, 0.3F})), Genres{1});
  EXPECT_EQ(decide({}, probabilities({0.25F, 0.25F, 0.25F, 0.25F})), Genres{0});
}

TEST(Decision, LessThanTheThresholdIsUnknown) {
  const Vector given = probabilities({0.25F, 0.5F, 0.25F});
  EXPECT_EQ(decide({.unknown_below = 0.5}, given), Genres{1});
  EXPECT_EQ(decide({.unknown_below = 0.51}, given), Genres{});
  EXPECT_EQ(decide({.unknown_below = 0.0}, given), Genres{1});
}

TEST(Decision, OfSeveralGenresAllThatAreProbableEnough) {
  const Vector given = probabilities({0.5F, 0.1F, 0.9F, 0.49F});
  EXPECT_EQ(decide({.multi_label = true}, given), (Genres{2, 0}));
  EXPECT_EQ(decide({.multi_label = true, .unknown_below = 0.6}, given), Genres{2});
  EXPECT_EQ(decide({.multi_label = true, .unknown_below = 0.95}, given), Genres{});
  EXPECT_EQ(decide({.multi_label = true, .unknown_below = 0.05}, given), (Genres{2, 0, 3, 1}));
}

TEST(Decision, TheRuleIsThatOfTheClassifier) {
  ClassifierDesign design{.genres = {"a", "b"}, .multi_label = true};
  EXPECT_TRUE(rule_of(design).multi_label);
  EXPECT_EQ(rule_of(design).unknown_below, std::nullopt);
  design.calibration.unknown_below = 0.7;
  EXPECT_EQ(rule_of(design).unknown_below, 0.7);
}

}  // namespace
}  // namespace mrec::genre
