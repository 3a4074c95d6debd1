#include "report/confusion_chart.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "report/html_text.h"
#include "report/number_text.h"
#include "report/svg.h"

namespace mrec::report {
namespace {

constexpr std::size_t kLongestLabel = 22;  // characters; the tooltips have the whole name
constexpr double kTurn = -50;              // of the labels above the columns, degrees
constexpr double kLegendHeight = 58;

/// Sizes that follow from the number of genres and their names.
struct Layout {
  double cell = 0;
  double font_px = 0;
  double labels = 0;  ///< width of the longest label
  Box area;
  double width = 0;
  double height = 0;
};

Layout layout_of(const std::vector<std::string>& labels) {
  const auto genres = static_cast<double>(labels.size());
  Layout layout;
  layout.cell = std::clamp(600 / genres, 13.0, 52.0);
  layout.font_px = std::clamp(layout.cell * 0.8, 10.0, 13.0);
  for (const std::string& label : labels) {
    layout.labels = std::max(layout.labels, text_width(label, layout.font_px));
  }
  const double rise = layout.labels * std::sin(-kTurn * 3.14159 / 180) + layout.font_px;
  const double lean = layout.labels * std::cos(kTurn * 3.14159 / 180);
  const double side = layout.cell * genres;
  layout.area = {.left = layout.labels + 38, .top = rise + 34, .width = side, .height = side};
  layout.width = std::max(layout.area.right() + lean, layout.area.left + 250);
  layout.height = layout.area.bottom() + kLegendHeight;
  return layout;
}

void draw_labels(Svg& svg, const Layout& layout, const std::vector<std::string>& labels) {
  const Box& area = layout.area;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double middle = (static_cast<double>(i) + 0.5) * layout.cell;
    svg.text({.at = {area.left - 8, area.top + middle + 0.35 * layout.font_px},
              .anchor = "end",
              .font_px = layout.font_px},
             labels[i]);
    svg.text({.at = {area.left + middle + 0.3 * layout.font_px, area.top - 7},
              .turn_degrees = kTurn,
              .font_px = layout.font_px},
             labels[i]);
  }
  svg.text(
      {.at = {14, area.top + area.height / 2}, .anchor = "middle", .style = "label", .turn_degrees = -90},
      "true genre");
  svg.text({.at = {area.left + area.width / 2, 16}, .anchor = "middle", .style = "label"}, "verdict");
}

void draw_lines(Svg& svg, const Layout& layout, std::size_t genres) {
  const Box& area = layout.area;
  for (std::size_t i = 0; i <= genres; ++i) {
    const double place = static_cast<double>(i) * layout.cell;
    svg.line({area.left + place, area.top}, {area.left + place, area.bottom()}, "grid");
    svg.line({area.left, area.top + place}, {area.right(), area.top + place}, "grid");
  }
}

struct Cell {
  std::size_t truth = 0;
  std::size_t verdict = 0;
  std::size_t count = 0;
  double share = 0;  ///< of its row
};

void draw_cell(Svg& svg, const Layout& layout, const Cell& cell, const std::string& tooltip) {
  const Box box = {.left = layout.area.left + static_cast<double>(cell.verdict) * layout.cell,
                   .top = layout.area.top + static_cast<double>(cell.truth) * layout.cell,
                   .width = layout.cell,
                   .height = layout.cell};
  const bool is_hit = cell.truth == cell.verdict;
  svg.rectangle(box, is_hit ? "cell hit" : "cell", std::max(0.04, cell.share), tooltip);
  const std::string count = std::to_string(cell.count);
  if (layout.cell < 17 || text_width(count, layout.font_px) > layout.cell - 2) return;
  svg.text({.at = {box.left + box.width / 2, box.top + box.height / 2 + 0.36 * layout.font_px},
            .anchor = "middle",
            .style = cell.share > 0.5 ? "count on" : "count",
            .font_px = layout.font_px},
           count);
}

/// What a shade means.
void draw_legend(Svg& svg, const Layout& layout) {
  constexpr int kSteps = 40;
  constexpr double kLength = 160;
  const double left = layout.area.left;
  const double top = layout.area.bottom() + 16;
  svg.rectangle({left, top, kLength, 10}, "empty");
  for (int i = 0; i < kSteps; ++i) {
    svg.rectangle({left + kLength * i / kSteps, top, kLength / kSteps, 10}, "cell hit", (i + 0.5) / kSteps);
  }
  svg.text({.at = {left, top + 25}}, "0");
  svg.text({.at = {left + kLength, top + 25}, .anchor = "end"}, "100 %");
  svg.text({.at = {left + kLength + 10, top + 10}, .style = "legend"}, "of the row");
}

}  // namespace

std::string confusion_chart(std::span<const GenreFigures> genres, const eval::ConfusionMatrix& confusion) {
  std::vector<std::string> labels;
  for (const GenreFigures& genre : genres) labels.push_back(shortened(genre.name, kLongestLabel));
  const Layout layout = layout_of(labels);
  Svg svg(layout.width, layout.height,
          {.name = "Confusion matrix",
           .description = std::to_string(confusion.hits()) + " of " + std::to_string(confusion.total()) +
                          " tracks lie on the diagonal, where the verdict is the true genre."});
  svg.rectangle(layout.area, "empty");
  draw_lines(svg, layout, labels.size());
  for (std::size_t truth = 0; truth < labels.size(); ++truth) {
    const std::size_t row = confusion.truths(truth);
    for (std::size_t verdict = 0; verdict < labels.size(); ++verdict) {
      const std::size_t count = confusion.count(truth, verdict);
      if (count == 0) continue;
      const double share = static_cast<double>(count) / static_cast<double>(row);
      draw_cell(svg, layout, {.truth = truth, .verdict = verdict, .count = count, .share = share},
                genres[truth].name + " taken for " + genres[verdict].name + ": " + std::to_string(count) +
                    " of " + std::to_string(row) + " tracks, " + percent(share));
    }
  }
  draw_labels(svg, layout, labels);
  draw_legend(svg, layout);
  const double least = labels.size() > 20 ? layout.width : std::min(layout.width, 0.85 * layout.width);
  return "<div class=\"scroll\" tabindex=\"0\">" + svg.element(least) + "</div>\n";
}

}  // namespace mrec::report
