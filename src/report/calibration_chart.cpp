#include "report/calibration_chart.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "report/axes.h"
#include "report/number_text.h"
#include "report/svg.h"

namespace mrec::report {
namespace {

constexpr double kWidth = 480;
constexpr double kHeight = 560;
constexpr double kLeastWidth = 320;
constexpr Box kArea = {.left = 60, .top = 62, .width = 400, .height = 330};
constexpr Box kCounts = {.left = 60, .top = 414, .width = 400, .height = 90};

/// A bin can be drawn when something is in it and its numbers are numbers.
bool is_drawn(const CalibrationBin& bin) {
  return bin.count > 0 && std::isfinite(bin.mean_confidence) && std::isfinite(bin.accuracy);
}

std::size_t most_in_a_bin(const CalibrationCurve& curve) {
  std::size_t most = 0;
  for (const CalibrationBin& bin : curve.bins) most = std::max(most, bin.count);
  return most;
}

std::string tooltip_of(const CalibrationBin& bin, std::string_view name) {
  return std::string(name) + ": " + std::to_string(bin.count) + " tracks, mean confidence " +
         percent(bin.mean_confidence) + ", right " + percent(bin.accuracy);
}

void draw_curve(Svg& svg, const Plot& plot, const CalibrationCurve& curve, const std::string& style,
                std::string_view name) {
  const double most = static_cast<double>(std::max<std::size_t>(1, most_in_a_bin(curve)));
  std::vector<Point> points;
  for (const CalibrationBin& bin : curve.bins) {
    if (is_drawn(bin)) points.push_back({plot.x(bin.mean_confidence), plot.y(bin.accuracy)});
  }
  if (points.size() > 1) svg.polyline(points, "curve " + style);
  for (const CalibrationBin& bin : curve.bins) {
    if (!is_drawn(bin)) continue;
    const double radius = 2.5 + 5 * std::sqrt(static_cast<double>(bin.count) / most);
    svg.circle({plot.x(bin.mean_confidence), plot.y(bin.accuracy)}, radius, "dot " + style,
               tooltip_of(bin, name));
  }
}

void draw_counts(Svg& svg, const CalibrationCurve& curve, const std::string& style, std::string_view name) {
  const double most = static_cast<double>(std::max<std::size_t>(1, most_in_a_bin(curve)));
  const Plot plot = {.area = kCounts,
                     .x = Scale(0, 1, kCounts.left, kCounts.right()),
                     .y = Scale(0, most, kCounts.bottom(), kCounts.top)};
  draw_y_axis(svg, plot, {whole_ticks(0, most, 4), "tracks"});
  const double width = kCounts.width / static_cast<double>(std::max<std::size_t>(1, curve.bins.size()));
  for (std::size_t i = 0; i < curve.bins.size(); ++i) {
    const CalibrationBin& bin = curve.bins[i];
    if (!is_drawn(bin)) continue;
    const double top = plot.y(static_cast<double>(bin.count));
    svg.rectangle({.left = kCounts.left + width * static_cast<double>(i) + 0.1 * width,
                   .top = top,
                   .width = 0.8 * width,
                   .height = kCounts.bottom() - top},
                  "bar " + style, 1, tooltip_of(bin, name));
  }
  draw_x_axis(svg, plot, {percent_ticks(), "confidence: probability of the verdict (%)"});
}

void draw_legend(Svg& svg, double y, const std::string& style, const std::string& text) {
  svg.line({kArea.left, y - 4}, {kArea.left + 26, y - 4}, "curve " + style);
  svg.circle({kArea.left + 13, y - 4}, 4, "dot " + style);
  svg.text({.at = {kArea.left + 34, y}, .style = "legend"}, text);
}

std::string description_of(const CalibrationCurve& curve, std::string_view name) {
  std::string text = std::string(name) + ", ECE " + percent(curve.ece) + ":";
  for (const CalibrationBin& bin : curve.bins) {
    if (is_drawn(bin))
      text += ' ' + percent(bin.mean_confidence) + " sure, " + percent(bin.accuracy) + " right;";
  }
  return text + ' ';
}

}  // namespace

std::string calibration_chart(const Calibration& calibration) {
  const std::string raw = calibration.scaled ? "without scaling" : "as trained";
  const std::string after = "temperature " + coordinate(calibration.temperature);
  std::string description = description_of(calibration.unscaled, raw);
  if (calibration.scaled) description += description_of(*calibration.scaled, after);
  Svg svg(kWidth, kHeight, {.name = "Calibration: accuracy against confidence", .description = description});
  const Plot plot = {.area = kArea,
                     .x = Scale(0, 1, kArea.left, kArea.right()),
                     .y = Scale(0, 1, kArea.bottom(), kArea.top)};
  draw_y_axis(svg, plot, {percent_ticks(), "accuracy (%)"});
  svg.line({kArea.left, kArea.bottom()}, {kArea.right(), kArea.bottom()}, "axis");
  svg.line({kArea.left, kArea.bottom()}, {kArea.right(), kArea.top}, "mark");
  const std::string raw_style = calibration.scaled ? "second" : "first";
  draw_legend(svg, 22, raw_style, raw + ", ECE " + percent(calibration.unscaled.ece));
  draw_curve(svg, plot, calibration.unscaled, raw_style, raw);
  if (calibration.scaled) {
    draw_legend(svg, 42, "first", after + ", ECE " + percent(calibration.scaled->ece));
    draw_curve(svg, plot, *calibration.scaled, "first", after);
  }
  draw_counts(svg, calibration.scaled ? *calibration.scaled : calibration.unscaled, "first",
              calibration.scaled ? after : raw);
  return "<div class=\"scroll\" tabindex=\"0\">" + svg.element(kLeastWidth) + "</div>\n";
}

}  // namespace mrec::report
