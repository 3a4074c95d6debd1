#include "report/axes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mrec::report {
namespace {

std::vector<std::string> texts(const std::vector<Tick>& ticks) {
  std::vector<std::string> all;
  for (const Tick& tick : ticks) all.push_back(tick.text);
  return all;
}

using Texts = std::vector<std::string>;

TEST(Axes, PutTicksAtRoundNumbers) {
  EXPECT_EQ(texts(number_ticks(0, 1, 6)), (Texts{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}));
  EXPECT_EQ(texts(number_ticks(0, 2.3, 6)), (Texts{"0.0", "0.5", "1.0", "1.5", "2.0"}));
  EXPECT_EQ(texts(number_ticks(-80, 0, 5)), (Texts{"-80", "-60", "-40", "-20", "0"}));
  EXPECT_EQ(texts(number_ticks(12.4, 15.4, 8)), (Texts{"12.5", "13.0", "13.5", "14.0", "14.5", "15.0"}));
  EXPECT_EQ(texts(number_ticks(0, 0.004, 5)), (Texts{"0.000", "0.001", "0.002", "0.003", "0.004"}));
}

TEST(Axes, NeverHaveMoreTicksThanAsked) {
  for (int most = 2; most < 12; ++most) {
    for (double high = 1e-7; high < 1e12; high *= 1.7) {
      const auto ticks = number_ticks(0, high, most);
      EXPECT_LE(ticks.size(), static_cast<std::size_t>(most)) << high;
      EXPECT_GE(ticks.size(), 1U) << high;
      for (const Tick& tick : ticks) EXPECT_LE(tick.value, high * (1 + 1e-6));
    }
  }
}

TEST(Axes, CountWholeThingsInWholeSteps) {
  EXPECT_EQ(texts(whole_ticks(1, 3, 9)), (Texts{"1", "2", "3"}));
  EXPECT_EQ(texts(whole_ticks(1, 30, 9)), (Texts{"5", "10", "15", "20", "25", "30"}));
  EXPECT_EQ(texts(whole_ticks(1, 1, 9)), (Texts{"1"}));
  EXPECT_EQ(texts(whole_ticks(0, 1, 4)), (Texts{"0", "1"}));
}

TEST(Axes, ScaleEndsToEndsAndAPointToTheMiddle) {
  const Scale scale(10, 20, 100, 0);
  EXPECT_DOUBLE_EQ(scale(10), 100);
  EXPECT_DOUBLE_EQ(scale(20), 0);
  EXPECT_DOUBLE_EQ(scale(12.5), 75);
  EXPECT_DOUBLE_EQ(Scale(1, 1, 0, 50)(1), 25);
}

}  // namespace
}  // namespace mrec::report
