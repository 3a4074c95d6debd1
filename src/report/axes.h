#pragma once

#include <string>
#include <vector>

#include "report/svg.h"

namespace mrec::report {

/// The straight line that takes [low, high] to [from, to]; all values to the middle where low = high.
class Scale {
 public:
  Scale(double low, double high, double from, double to) : low_(low), high_(high), from_(from), to_(to) {}

  double operator()(double value) const;

 private:
  double low_;
  double high_;
  double from_;
  double to_;
};

struct Tick {
  double value = 0;
  std::string text;
};

/// Multiples of 1, 2 or 5 times a power of ten within [low, high], the finest step that gives at most `most`.
std::vector<Tick> number_ticks(double low, double high, int most);
/// The same of whole numbers.
std::vector<Tick> whole_ticks(double low, double high, int most);
/// 0, 20, ... 100 %.
std::vector<Tick> percent_ticks();

/// Where values are drawn: the box inside the axes.
struct Plot {
  Box area;
  Scale x;
  Scale y;  ///< upwards
};

struct Axis {
  std::vector<Tick> ticks;
  std::string label;
};

/// The axis below the plot, its label in the middle.
void draw_x_axis(Svg& svg, const Plot& plot, const Axis& axis);
/// The axis left of the plot with a thin line across it at every tick, its label upright at the far left.
void draw_y_axis(Svg& svg, const Plot& plot, const Axis& axis);

}  // namespace mrec::report
