#include "report/svg.h"

#include <cassert>
#include <cmath>

#include "report/html_text.h"
#include "report/number_text.h"

namespace mrec::report {
namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + std::string(value) + '"';
}

std::string attribute(std::string_view name, double value) {
  assert(std::isfinite(value));
  return attribute(name, coordinate(value));
}

std::string box_attributes(const Box& box) {
  return attribute("x", box.left) + attribute("y", box.top) + attribute("width", box.width) +
         attribute("height", box.height);
}

}  // namespace

Svg::Svg(double width, double height, const SvgWords& words)
    : width_(width),
      height_(height),
      words_("<title>" + escaped(words.name) + "</title><desc>" + escaped(words.description) + "</desc>\n") {}

void Svg::shape(std::string_view name, const std::string& attributes, std::string_view tooltip) {
  content_ += "<" + std::string(name) + attributes;
  content_ +=
      tooltip.empty() ? "/>\n" : "><title>" + escaped(tooltip) + "</title></" + std::string(name) + ">\n";
}

void Svg::line(Point from, Point to, std::string_view style) {
  shape("line",
        attribute("class", style) + attribute("x1", from.x) + attribute("y1", from.y) +
            attribute("x2", to.x) + attribute("y2", to.y),
        {});
}

void Svg::polyline(std::span<const Point> points, std::string_view style) {
  std::string places;
  for (const Point& point : points) {
    if (!places.empty()) places += ' ';
    places += coordinate(point.x) + ',' + coordinate(point.y);
  }
  shape("polyline", attribute("class", style) + attribute("points", places), {});
}

void Svg::circle(Point centre, double radius, std::string_view style, std::string_view tooltip) {
  shape("circle",
        attribute("class", style) + attribute("cx", centre.x) + attribute("cy", centre.y) +
            attribute("r", radius),
        tooltip);
}

void Svg::rectangle(const Box& box, std::string_view style, double opacity, std::string_view tooltip) {
  std::string attributes = attribute("class", style) + box_attributes(box);
  if (opacity < 1) attributes += attribute("fill-opacity", opacity);
  shape("rect", attributes, tooltip);
}

void Svg::text(const TextPlace& place, std::string_view bytes) {
  content_ += "<text" + attribute("class", place.style) + attribute("x", place.at.x) +
              attribute("y", place.at.y) + attribute("text-anchor", place.anchor) +
              attribute("font-size", place.font_px);
  if (place.turn_degrees != 0) {
    content_ += attribute("transform", "rotate(" + coordinate(place.turn_degrees) + ' ' +
                                           coordinate(place.at.x) + ' ' + coordinate(place.at.y) + ')');
  }
  content_ += ">" + escaped(bytes) + "</text>\n";
}

void Svg::image(const Box& box, std::string_view data_uri) {
  shape("image", box_attributes(box) + attribute("preserveAspectRatio", "none") + attribute("href", data_uri),
        {});
}

std::string Svg::element(double least_width) const {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"" +
         attribute("viewBox", "0 0 " + coordinate(width_) + ' ' + coordinate(height_)) +
         attribute("style",
                   "max-width:" + coordinate(width_) + "px;min-width:" + coordinate(least_width) + "px") +
         ">\n" + words_ + content_ + "</svg>\n";
}

}  // namespace mrec::report
