#include "cli/neighbour_report.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "cli/interval_json.h"
#include "cli/text_columns.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string protocol_of(const NeighbourReport& report) {
  return formatted("share of the same genre among the %zu nearest tracks, every track left out once",
                   report.k);
}

const char* rule_of(const NeighbourRow& row) {
  return row.other_artists_only ? "other artists" : "all tracks";
}

std::string interval_text(const std::optional<eval::Interval>& interval) {
  if (!interval) return "-";
  return formatted("%.1f to %.1f", 100 * interval->low, 100 * interval->high);
}

std::string row_text(const NeighbourRow& row) {
  return formatted("%-13s  %8.1f %%  %7.1f %%  %12s  %12s  %7.2f  %7zu  %10.1f %%\n", rule_of(row),
                   100 * row.agreement.share, 100 * row.chance,
                   interval_text(row.agreement.by_tracks).c_str(),
                   interval_text(row.agreement.by_artists).c_str(), row.hubness.skewness, row.hubness.largest,
                   100 * row.hubness.orphans);
}

Json row_json(const NeighbourRow& row) {
  return {{"neighbours", rule_of(row)},
          {"same_genre", row.agreement.share},
          {"same_genre_interval", interval_json(row.agreement.by_tracks)},
          {"same_genre_interval_by_artist", interval_json(row.agreement.by_artists)},
          {"chance", row.chance},
          {"hubness", row.hubness.skewness},
          {"largest_hub", row.hubness.largest},
          {"orphans", row.hubness.orphans}};
}

}  // namespace

std::string report_text(const NeighbourReport& report) {
  std::string text =
      "protocol: " + protocol_of(report) + "\nvectors: " + report.vectors +
      formatted("\ntracks: %zu of %zu genres", report.tracks, report.genres) +
      (report.artists > 0 ? formatted(" by %zu artists", report.artists) : ", artists not known") +
      formatted("; intervals 95 %%, bootstrap, seed %llu\n\n", static_cast<unsigned long long>(report.seed));
  text += "neighbours     same genre  by chance     by tracks    by artists  hubness  largest  in no list\n";
  for (const NeighbourRow& row : report.rows) text += row_text(row);
  return text;
}

std::string report_json(const NeighbourReport& report) {
  Json rows = Json::array();
  for (const NeighbourRow& row : report.rows) rows.push_back(row_json(row));
  const Json json = {{"protocol", protocol_of(report)},
                     {"vectors", to_utf8(report.vectors)},
                     {"k", report.k},
                     {"seed", report.seed},
                     {"tracks", report.tracks},
                     {"genres", report.genres},
                     {"artists", report.artists},
                     {"unlabelled", report.left_out.unlabelled},
                     {"without_input", report.left_out.without_input},
                     {"failed", report.left_out.failed},
                     {"rows", std::move(rows)}};
  return json.dump(2) + "\n";
}

}  // namespace mrec::cli
