#include "mrec/dsp/decibels.h"

#include <gtest/gtest.h>

#include <vector>

namespace mrec::dsp {
namespace {

std::vector<float> levels_of(std::vector<float> power, float top_db) {
  decibels(power, top_db);
  return power;
}

TEST(Decibels, FloorBelowTheLoudest) {
  const auto level = levels_of({100, 1, 1e-5F, 0}, 60);
  EXPECT_NEAR(level[0], 20, 1e-4);
  EXPECT_NEAR(level[1], 0, 1e-4);
  EXPECT_NEAR(level[2], -40, 1e-4);
  EXPECT_NEAR(level[3], -40, 1e-4);
}

TEST(Decibels, SilenceStaysAtTheLeastPower) {
  for (const float level : levels_of(std::vector<float>(15), 80)) EXPECT_NEAR(level, -100, 1e-4);
}

TEST(Decibels, NothingGivesNothing) {
  EXPECT_TRUE(levels_of({}, 80).empty());
}

}  // namespace
}  // namespace mrec::dsp
