#pragma once

#include <span>
#include <string>
#include <string_view>

namespace mrec::report {

/// Pixels from the left and from the top.
struct Point {
  double x = 0;
  double y = 0;
};

struct Box {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;

  double right() const { return left + width; }
  double bottom() const { return top + height; }
};

/// What a picture is for those who do not see it.
struct SvgWords {
  std::string name;
  std::string description;
};

struct TextPlace {
  Point at;                           ///< on the base line
  std::string_view anchor = "start";  ///< which end of the text lies there: start, middle or end
  std::string_view style = "tick";    ///< class in the page's style sheet
  double turn_degrees = 0;            ///< around `at`, clockwise
  double font_px = 12;
};

/// A picture as inline SVG. Colours and strokes come from the page's style sheet by class, so that they
/// follow its light or dark theme. Texts may hold any bytes; coordinates are finite.
class Svg {
 public:
  Svg(double width, double height, const SvgWords& words);

  void line(Point from, Point to, std::string_view style);
  void polyline(std::span<const Point> points, std::string_view style);
  /// With a tooltip unless that is empty.
  void circle(Point centre, double radius, std::string_view style, std::string_view tooltip = {});
  void rectangle(const Box& box, std::string_view style, double opacity = 1, std::string_view tooltip = {});
  void text(const TextPlace& place, std::string_view bytes);
  void image(const Box& box, std::string_view data_uri);

  /// The element, closed; it may shrink to `least_width` pixels before it has to be scrolled.
  std::string element(double least_width) const;

 private:
  void shape(std::string_view name, const std::string& attributes, std::string_view tooltip);

  double width_;
  double height_;
  std::string words_;
  std::string content_;
};

}  // namespace mrec::report
