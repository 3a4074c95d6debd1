#include "report/svg.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "report/markup.h"

namespace mrec::report {
namespace {

TEST(Svg, NamesItselfForThoseWhoDoNotSeeIt) {
  const std::string element = Svg(20, 10, {.name = "A & B", .description = "1 < 2"}).element(5);
  EXPECT_TRUE(
      element.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 20 10\""));
  EXPECT_NE(element.find("<title>A &amp; B</title><desc>1 &lt; 2</desc>"), std::string::npos);
  EXPECT_NE(element.find("max-width:20px;min-width:5px"), std::string::npos);
}

TEST(Svg, HoldsWhatWasDrawnAsWellFormedMarkup) {
  Svg svg(20, 10, {});
  svg.line({0, 1.5}, {2, 3}, "axis");
  svg.polyline(std::vector<Point>{{0, 0}, {1, 2.345}}, "curve first");
  svg.circle({1, 2}, 3, "dot", "<tip>");
  svg.rectangle({1, 2, 3, 4}, "cell", 0.5);
  svg.text({.at = {3, 4}, .anchor = "end", .turn_degrees = -90}, "</text>");
  svg.image({0, 0, 5, 5}, "data:,");
  const std::string element = svg.element(5);
  EXPECT_EQ(mrec::testing::markup_fault(element), "");
  EXPECT_NE(element.find("<line class=\"axis\" x1=\"0\" y1=\"1.5\" x2=\"2\" y2=\"3\"/>"), std::string::npos);
  EXPECT_NE(element.find("points=\"0,0 1,2.35\""), std::string::npos);
  EXPECT_NE(element.find("r=\"3\"><title>&lt;tip&gt;</title></circle>"), std::string::npos);
  EXPECT_NE(element.find("fill-opacity=\"0.5\""), std::string::npos);
  EXPECT_NE(element.find("transform=\"rotate(-90 3 4)\">&lt;/text&gt;</text>"), std::string::npos);
  EXPECT_NE(element.find("href=\"data:,\""), std::string::npos);
}

}  // namespace
}  // namespace mrec::report
