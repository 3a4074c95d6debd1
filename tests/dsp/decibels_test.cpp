#include "mrec/dsp/decibels.h"

#include <gtest/gtest.h>

namespace mrec::dsp {
namespace {

TEST(Decibels, FloorBelowTheLoudest) {
  Matrix power(2, 2);
  power << 100, 1, 1e-5F, 0;
  const Matrix level = decibels(power, 60);
  EXPECT_NEAR(level(0, 0), 20, 1e-4);
  EXPECT_NEAR(level(0, 1), 0, 1e-4);
  EXPECT_NEAR(level(1, 0), -40, 1e-4);
  EXPECT_NEAR(level(1, 1), -40, 1e-4);
}

TEST(Decibels, SilenceStaysAtTheLeastPower) {
  const Matrix level = decibels(Matrix::Zero(3, 5), 80);
  EXPECT_NEAR(level.minCoeff(), -100, 1e-4);
  EXPECT_NEAR(level.maxCoeff(), -100, 1e-4);
}

TEST(Decibels, NothingGivesNothing) {
  EXPECT_EQ(decibels(Matrix(0, 128), 80).size(), 0);
}

}  // namespace
}  // namespace mrec::dsp
