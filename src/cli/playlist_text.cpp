#include "cli/playlist_text.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "cli/recommend_output.h"
#include "cli/text_columns.h"
#include "mrec/core/one_line.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;
using recommend::PlaylistEntry;

/// A line of the playlist, and the share of pairs less alike than it and the one before; nothing where that
/// is not known.
struct Row {
  PlaylistEntry entry;
  std::optional<double> alike;
};

std::vector<Row> rows_of(const MadePlaylist& playlist, const library::Index& index) {
  std::vector<Row> rows;
  for (const PlaylistEntry& entry : playlist.before) rows.push_back({.entry = entry, .alike = {}});
  for (std::size_t i = 0; i < playlist.tracks.size(); ++i) {
    Row row{.entry = recommend::entry_of(index.track(playlist.tracks[i]), index.root()), .alike = {}};
    if (i > 0) {
      const Eigen::Index dimensions = index.dimensions();
      const float cosine = index.vector(playlist.tracks[i - 1])
                               .head(dimensions)
                               .dot(index.vector(playlist.tracks[i]).head(dimensions));
      row.alike = index.share_less_alike(static_cast<double>(cosine));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string name_of(const PlaylistEntry& entry) {
  if (entry.title.empty()) return one_line(entry.path.native());
  return one_line(entry.artist.empty() ? entry.title : entry.artist + " - " + entry.title);
}

std::string table(const std::vector<Row>& rows) {
  std::string text = "  #  alike the last   length  track\n";
  double seconds = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += formatted("%3zu  %14s  %7s  ", i + 1, rows[i].alike ? alike_text(*rows[i].alike).c_str() : "",
                      clock_text(rows[i].entry.duration_s).c_str()) +
            name_of(rows[i].entry) + "\n";
    seconds += rows[i].entry.duration_s;
  }
  return text + formatted("\n%zu tracks, %s\n", rows.size(), clock_text(seconds).c_str());
}

std::string tsv(const std::vector<Row>& rows) {
  std::string text = "rank\talike\tduration_s\tpath\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text +=
        formatted("%zu\t%s\t%.3f\t", i + 1, rows[i].alike ? formatted("%.6f", *rows[i].alike).c_str() : "",
                  rows[i].entry.duration_s) +
        one_line(rows[i].entry.path.native()) + "\n";
  }
  return text;
}

std::string json(const std::vector<Row>& rows) {
  Json list = Json::parse(recommend::to_json([&] {
    std::vector<PlaylistEntry> entries;
    for (const Row& row : rows) entries.push_back(row.entry);
    return entries;
  }()));
  for (std::size_t i = 0; i < rows.size(); ++i)
    list[i]["alike"] = rows[i].alike ? Json(*rows[i].alike) : Json();
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::vector<PlaylistEntry> entries_of(const MadePlaylist& playlist, const library::Index& index) {
  std::vector<PlaylistEntry> entries;
  for (Row& row : rows_of(playlist, index)) entries.push_back(std::move(row.entry));
  return entries;
}

std::string format_playlist(const MadePlaylist& playlist, const library::Index& index,
                            std::string_view format) {
  const std::vector<Row> rows = rows_of(playlist, index);
  if (format == "json") return json(rows);
  if (format == "tsv") return tsv(rows);
  return table(rows);
}

}  // namespace mrec::cli
