#include "report/axes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "report/number_text.h"

namespace mrec::report {
namespace {

/// The smallest of 1, 2, 5, 10, 20, ... (and .5, .2, ...) that is at least `step`.
double round_step(double step) {
  const double power = std::pow(10.0, std::floor(std::log10(step)));
  for (const double factor : std::array{1.0, 2.0, 5.0}) {
    if (factor * power >= step * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

std::vector<Tick> ticks_by(double step, double low, double high) {
  const int digits = std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
  std::vector<Tick> ticks;
  const double slack = step * 1e-6;
  for (double i = std::ceil((low - slack) / step); i * step <= high + slack; ++i) {
    ticks.push_back({.value = i * step, .text = decimal(i * step, digits)});
  }
  return ticks;
}

/// Places between n ticks from end to end; one more than the range needs would not fit.
double least_step(double low, double high, int most) {
  return (high - low) / std::max(1, most - 1);
}

}  // namespace

double Scale::operator()(double value) const {
  const double share = high_ > low_ ? (value - low_) / (high_ - low_) : 0.5;
  return from_ + share * (to_ - from_);
}

std::vector<Tick> number_ticks(double low, double high, int most) {
  if (!(high > low)) return {{.value = low, .text = coordinate(low)}};
  return ticks_by(round_step(least_step(low, high, most)), low, high);
}

std::vector<Tick> whole_ticks(double low, double high, int most) {
  if (!(high > low)) return {{.value = low, .text = decimal(low, 0)}};
  return ticks_by(std::max(1.0, round_step(least_step(low, high, most))), low, high);
}

std::vector<Tick> percent_ticks() {
  std::vector<Tick> ticks;
  for (int share = 0; share <= 100; share += 20) {
    ticks.push_back({.value = share / 100.0, .text = std::to_string(share)});
  }
  return ticks;
}

void draw_x_axis(Svg& svg, const Plot& plot, const Axis& axis) {
  const Box& area = plot.area;
  svg.line({area.left, area.bottom()}, {area.right(), area.bottom()}, "axis");
  for (const Tick& tick : axis.ticks) {
    const double x = plot.x(tick.value);
    svg.line({x, area.bottom()}, {x, area.bottom() + 4}, "axis");
    svg.text({.at = {x, area.bottom() + 17}, .anchor = "middle"}, tick.text);
  }
  svg.text({.at = {area.left + area.width / 2, area.bottom() + 36}, .anchor = "middle", .style = "label"},
           axis.label);
}

void draw_y_axis(Svg& svg, const Plot& plot, const Axis& axis) {
  const Box& area = plot.area;
  for (const Tick& tick : axis.ticks) {
    const double y = plot.y(tick.value);
    svg.line({area.left, y}, {area.right(), y}, "grid");
    svg.text({.at = {area.left - 8, y + 4}, .anchor = "end"}, tick.text);
  }
  const Point middle = {14, area.top + area.height / 2};
  svg.text({.at = middle, .anchor = "middle", .style = "label", .turn_degrees = -90}, axis.label);
}

}  // namespace mrec::report
