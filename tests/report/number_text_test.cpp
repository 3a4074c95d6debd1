#include "report/number_text.h"

#include <gtest/gtest.h>

#include <limits>
#include <optional>

namespace mrec::report {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(NumberText, HasTheDigitsAskedFor) {
  EXPECT_EQ(decimal(1.0 / 3, 3), "0.333");
  EXPECT_EQ(decimal(12, 0), "12");
  EXPECT_EQ(decimal(-0.0004, 2), "0.00");
  EXPECT_EQ(decimal(-0.4, 1), "-0.4");
}

TEST(NumberText, StaysShortForHugeNumbers) {
  EXPECT_EQ(decimal(1e300, 3), "1.0e+300");
  EXPECT_EQ(decimal(-2.5e12, 0), "-2.5e+12");
}

TEST(NumberText, HasNoNeedlessDigitsInPlaces) {
  EXPECT_EQ(coordinate(100), "100");
  EXPECT_EQ(coordinate(1.5), "1.5");
  EXPECT_EQ(coordinate(-1.257), "-1.26");
  EXPECT_EQ(coordinate(-0.001), "0");
  EXPECT_EQ(coordinate(1e300), "1.0e+300");
}

TEST(NumberText, WritesSharesInPerCent) {
  EXPECT_EQ(percent(0.7857), "78.6\u202F%");
  EXPECT_EQ(percent(std::optional<double>()), "–");
  EXPECT_EQ(percent(eval::Interval{0.7, 0.812}), "70.0–81.2\u202F%");
}

TEST(NumberText, IsADashForWhatIsNoNumber) {
  EXPECT_EQ(decimal(kNan, 1), "–");
  EXPECT_EQ(percent(kInfinity), "–");
  EXPECT_EQ(percent(std::optional(kNan)), "–");
}

}  // namespace
}  // namespace mrec::report
