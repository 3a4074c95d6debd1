#include "report/learning_curves.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include "report/axes.h"
#include "report/number_text.h"
#include "report/svg.h"

namespace mrec::report {
namespace {

constexpr double kWidth = 440;
constexpr double kHeight = 310;
constexpr double kLeastWidth = 300;
constexpr Box kArea = {.left = 78, .top = 40, .width = 346, .height = 222};
constexpr std::size_t kMostDots = 60;  // more would run into one another

/// A value an epoch; NaN where there is none.
struct Curve {
  std::string_view name;
  std::string_view style;
  std::vector<double> values;

  bool is_empty() const {
    return std::ranges::none_of(values, [](double v) { return std::isfinite(v); });
  }
};

struct Chart {
  std::string name;
  std::string y_label;
  bool is_share = false;
  std::vector<Curve> curves;
  std::size_t best_epoch = 0;

  /// Where the axis of the values ends; it begins at 0.
  double top() const;
  std::string text_of(double value) const { return is_share ? percent(value) : decimal(value, 3); }
};

double Chart::top() const {
  if (is_share) return 1;
  double largest = 0;
  for (const Curve& curve : curves) {
    for (const double value : curve.values) {
      if (std::isfinite(value)) largest = std::max(largest, value);
    }
  }
  return largest > 0 ? 1.05 * largest : 1;
}

template <typename Get>
Curve curve_of(std::string_view name, std::string_view style, std::span<const Epoch> epochs, Get get) {
  Curve curve = {.name = name, .style = style, .values = {}};
  for (const Epoch& epoch : epochs) {
    const std::optional<double> value = get(epoch);
    curve.values.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  return curve;
}

/// Values from one gap to the next are joined.
void draw_curve(Svg& svg, const Plot& plot, const Chart& chart, const Curve& curve) {
  std::vector<Point> run;
  const auto draw_run = [&] {
    if (run.size() > 1) svg.polyline(run, "curve " + std::string(curve.style));
    run.clear();
  };
  const auto place = [&](std::size_t i) {
    return Point{plot.x(static_cast<double>(i + 1)), plot.y(std::clamp(curve.values[i], 0.0, chart.top()))};
  };
  for (std::size_t i = 0; i < curve.values.size(); ++i) {
    std::isfinite(curve.values[i]) ? run.push_back(place(i)) : draw_run();
  }
  draw_run();
  if (curve.values.size() > kMostDots) return;
  for (std::size_t i = 0; i < curve.values.size(); ++i) {
    if (!std::isfinite(curve.values[i])) continue;
    svg.circle(place(i), curve.values.size() > 5 ? 2.2 : 4, "dot " + std::string(curve.style),
               "epoch " + std::to_string(i + 1) + ", " + std::string(curve.name) + ": " +
                   chart.text_of(curve.values[i]));
  }
}

void draw_best_epoch(Svg& svg, const Plot& plot, std::size_t best_epoch) {
  const double x = plot.x(static_cast<double>(best_epoch));
  svg.line({x, kArea.top}, {x, kArea.bottom()}, "mark");
  const bool is_right = x > kArea.left + kArea.width / 2;
  svg.text({.at = {x + (is_right ? -5 : 5), kArea.top + 10}, .anchor = is_right ? "end" : "start"},
           "best: epoch " + std::to_string(best_epoch));
}

void draw_legend(Svg& svg, const std::vector<Curve>& curves) {
  double x = kArea.left;
  for (const Curve& curve : curves) {
    if (curve.is_empty()) continue;
    svg.line({x, 20}, {x + 22, 20}, "curve " + std::string(curve.style));
    svg.text({.at = {x + 28, 24}, .style = "legend"}, curve.name);
    x += 120;
  }
}

std::string description_of(const Chart& chart) {
  std::string text = std::to_string(chart.curves.front().values.size()) + " epochs.";
  for (const Curve& curve : chart.curves) {
    if (curve.is_empty()) continue;
    text += ' ' + std::string(curve.name) + ": " + chart.text_of(curve.values.front()) + " in the first, " +
            chart.text_of(curve.values.back()) + " in the last";
    if (chart.best_epoch > 0) {
      text += ", " + chart.text_of(curve.values[chart.best_epoch - 1]) + " in epoch " +
              std::to_string(chart.best_epoch) + ", the best";
    }
    text += '.';
  }
  return text;
}

std::string picture_of(const Chart& chart) {
  Svg svg(kWidth, kHeight, {.name = chart.name, .description = description_of(chart)});
  const auto epochs = static_cast<double>(chart.curves.front().values.size());
  const double top = chart.top();
  const Plot plot = {.area = kArea,
                     .x = Scale(1, epochs, kArea.left + 8, kArea.right() - 8),
                     .y = Scale(0, top, kArea.bottom(), kArea.top)};
  draw_y_axis(svg, plot, {chart.is_share ? percent_ticks() : number_ticks(0, top, 7), chart.y_label});
  draw_x_axis(svg, plot, {whole_ticks(1, epochs, 9), "epoch"});
  if (chart.best_epoch > 0) draw_best_epoch(svg, plot, chart.best_epoch);
  for (const Curve& curve : chart.curves) draw_curve(svg, plot, chart, curve);
  draw_legend(svg, chart.curves);
  return "<div class=\"scroll\" tabindex=\"0\">" + svg.element(kLeastWidth) + "</div>";
}

}  // namespace

std::string learning_curves(std::span<const Epoch> epochs, std::size_t best_epoch) {
  if (best_epoch > epochs.size()) best_epoch = 0;
  const Chart loss = {
      .name = "Loss by epoch",
      .y_label = "cross-entropy (nats)",
      .curves = {curve_of("training", "first", epochs,
                          [](const Epoch& e) { return std::optional(e.train_loss); }),
                 curve_of("validation", "second", epochs, [](const Epoch& e) { return e.validation_loss; })},
      .best_epoch = best_epoch};
  const Chart accuracy = {.name = "Accuracy by epoch",
                          .y_label = "accuracy (%)",
                          .is_share = true,
                          .curves = {curve_of("training", "first", epochs,
                                              [](const Epoch& e) { return std::optional(e.train_accuracy); }),
                                     curve_of("validation", "second", epochs,
                                              [](const Epoch& e) { return e.validation_accuracy; })},
                          .best_epoch = best_epoch};
  return "<div class=\"side-by-side\">" + picture_of(loss) + picture_of(accuracy) + "</div>\n";
}

}  // namespace mrec::report
