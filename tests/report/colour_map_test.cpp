#include "report/colour_map.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

namespace mrec::report {
namespace {

/// Brightness as in Green (2011), who took the weights of NTSC television.
double brightness(const Rgb& colour) {
  return 0.30 * colour.red + 0.59 * colour.green + 0.11 * colour.blue;
}

TEST(ColourMap, GoesFromBlackToWhite) {
  EXPECT_EQ(cubehelix().front(), (Rgb{0, 0, 0}));
  EXPECT_EQ(cubehelix().back(), (Rgb{255, 255, 255}));
}

TEST(ColourMap, GetsBrighterInEvenSteps) {
  const Palette palette = cubehelix();
  for (std::size_t i = 0; i < palette.size(); ++i) {
    EXPECT_NEAR(brightness(palette[i]), static_cast<double>(i), 1.0) << i;
  }
}

TEST(ColourMap, HasNoColourTwice) {
  std::set<std::tuple<int, int, int>> colours;
  for (const Rgb& colour : cubehelix()) colours.insert({colour.red, colour.green, colour.blue});
  EXPECT_EQ(colours.size(), cubehelix().size());
}

}  // namespace
}  // namespace mrec::report
