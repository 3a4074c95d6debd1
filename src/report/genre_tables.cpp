#include "report/genre_tables.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "report/html_text.h"
#include "report/number_text.h"

namespace mrec::report {
namespace {

constexpr std::size_t kMostPairs = 10;

/// A number with a bar as long as its share under it.
std::string bar_cell(const std::optional<double>& share, const std::string& text) {
  if (!share || !std::isfinite(*share)) return "<td class=\"number\">–</td>";
  return "<td class=\"number bar\" style=\"--part:" + coordinate(std::clamp(*share, 0.0, 1.0)) + "\">" +
         text + "</td>";
}

std::string share_cell(const std::optional<double>& share) {
  return bar_cell(share, percent(share));
}

/// An area under a curve is no share of tracks and not shown as one.
std::string area_cell(const std::optional<double>& area) {
  return bar_cell(area, area ? decimal(*area, 3) : std::string());
}

struct Pair {
  std::size_t truth = 0;
  std::size_t verdict = 0;
  std::size_t count = 0;
};

/// Of equal counts the lower truth and verdict first.
std::vector<Pair> most_confused(const eval::ConfusionMatrix& confusion) {
  std::vector<Pair> pairs;
  for (std::size_t truth = 0; truth < confusion.classes(); ++truth) {
    for (std::size_t verdict = 0; verdict < confusion.classes(); ++verdict) {
      const std::size_t count = confusion.count(truth, verdict);
      if (truth != verdict && count > 0)
        pairs.push_back({.truth = truth, .verdict = verdict, .count = count});
    }
  }
  std::ranges::stable_sort(pairs, std::ranges::greater(), &Pair::count);
  pairs.resize(std::min(pairs.size(), kMostPairs));
  return pairs;
}

}  // namespace

bool has_average_precision(std::span<const GenreFigures> genres) {
  return std::ranges::any_of(genres,
                             [](const GenreFigures& genre) { return genre.average_precision.has_value(); });
}

std::string genre_table(std::span<const GenreFigures> genres) {
  std::string html =
      "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">genre</th>"
      "<th scope=\"col\" class=\"number\">tracks</th><th scope=\"col\" class=\"number\">precision</th>"
      "<th scope=\"col\" class=\"number\">recall</th><th scope=\"col\" class=\"number\">F1</th>"
      "<th scope=\"col\" class=\"number\">AUC</th>";
  const bool precisions = has_average_precision(genres);
  if (precisions) html += "<th scope=\"col\" class=\"number\">average precision</th>";
  html += "</tr></thead>\n<tbody>\n";
  for (const GenreFigures& genre : genres) {
    html += "<tr><th scope=\"row\">" + isolated(genre.name) + "</th><td class=\"number\">" +
            std::to_string(genre.tracks) + "</td>" + share_cell(genre.precision) + share_cell(genre.recall) +
            share_cell(genre.f1) + area_cell(genre.auc) +
            (precisions ? area_cell(genre.average_precision) : "") + "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

std::string confused_pairs_table(std::span<const GenreFigures> genres,
                                 const eval::ConfusionMatrix& confusion) {
  const std::vector<Pair> pairs = most_confused(confusion);
  if (pairs.empty()) return {};
  std::string html =
      "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">true genre</th>"
      "<th scope=\"col\">verdict</th><th scope=\"col\" class=\"number\">tracks</th>"
      "<th scope=\"col\" class=\"number\">of the genre</th></tr></thead>\n<tbody>\n";
  for (const Pair& pair : pairs) {
    const double share = static_cast<double>(pair.count) / static_cast<double>(confusion.truths(pair.truth));
    html += "<tr><th scope=\"row\">" + isolated(genres[pair.truth].name) + "</th><td>" +
            isolated(genres[pair.verdict].name) + "</td><td class=\"number\">" + std::to_string(pair.count) +
            "</td>" + share_cell(share) + "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

}  // namespace mrec::report
