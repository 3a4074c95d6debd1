#include "report/page_summary.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "report/html_text.h"
#include "report/number_text.h"
#include "report/svg.h"

namespace mrec::report {
namespace {

constexpr double kLength = 200;

std::string value_text(const Figure& figure) {
  return figure.is_share ? percent(figure.value) : decimal(figure.value, 3);
}

std::string interval_text(const Figure& figure) {
  if (!figure.interval || !std::isfinite(figure.interval->low) || !std::isfinite(figure.interval->high))
    return {};
  return figure.is_share ? percent(*figure.interval)
                         : decimal(figure.interval->low, 3) + "–" + decimal(figure.interval->high, 3);
}

/// Value and interval on a line from 0 to 100 %.
std::string range_picture(const Figure& figure) {
  if (!figure.is_share || interval_text(figure).empty() || !std::isfinite(figure.value)) return {};
  const auto place = [](double share) { return 6 + (kLength - 12) * std::clamp(share, 0.0, 1.0); };
  Svg svg(kLength, 16,
          {.name = "Interval on a line from 0 to 100 %",
           .description = value_text(figure) + ", 95 % interval " + interval_text(figure)});
  svg.line({place(0), 8}, {place(1), 8}, "axis");
  svg.line({place(figure.interval->low), 8}, {place(figure.interval->high), 8}, "range");
  svg.circle({place(figure.value), 8}, 4.5, "dot first");
  return svg.element(120);
}

std::string figure_card(const Figure& figure) {
  std::string html = "<div class=\"card\"><p class=\"name\">" + isolated(figure.name) +
                     "</p><p class=\"value\">" + value_text(figure) + "</p>" + range_picture(figure);
  const std::string interval = interval_text(figure);
  if (!interval.empty()) html += "<p class=\"note\">95 % interval " + interval + "</p>";
  if (!figure.note.empty()) html += "<p class=\"note\">" + isolated(figure.note) + "</p>";
  return html + "</div>\n";
}

}  // namespace

std::string headline_figures(std::span<const Figure> figures) {
  if (figures.empty()) return {};
  std::string html = "<div class=\"cards\">\n";
  for (const Figure& figure : figures) html += figure_card(figure);
  return html + "</div>\n";
}

std::string warning_box(const std::vector<std::string>& warnings) {
  if (warnings.empty()) return {};
  std::string html = "<div class=\"warnings\" role=\"note\"><h2>Before you quote these figures</h2>\n<ul>\n";
  for (const std::string& warning : warnings) html += "<li>" + isolated(warning) + "</li>\n";
  return html + "</ul></div>\n";
}

std::string fact_list(std::string_view heading, std::span<const Fact> facts) {
  if (facts.empty()) return {};
  std::string html = "<div><h3>" + escaped(heading) + "</h3>\n<dl>\n";
  for (const Fact& fact : facts) {
    html += "<dt>" + isolated(fact.name) + "</dt><dd>" + isolated(fact.value) + "</dd>\n";
  }
  return html + "</dl></div>\n";
}

}  // namespace mrec::report
