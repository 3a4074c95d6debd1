#include "cli/library_report.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "cli/text_columns.h"
#include "mrec/core/one_line.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

using Json = nlohmann::ordered_json;
using features::TrackFeatures;

const std::string& genre_of(const TrackFeatures& track) {
  return track.label.empty() ? track.tags.genre : track.label;
}

/// Ending of the name in small letters, without its point.
std::string format_of(const TrackFeatures& track) {
  std::string ending = to_utf8((track.file.empty() ? track.path : track.file).extension().string());
  if (ending.starts_with('.')) ending.erase(0, 1);
  std::ranges::transform(ending, ending.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; });
  return ending;
}

std::string property_of(const TrackFeatures& track, std::string_view name) {
  if (name == "genre") return genre_of(track);
  if (name == "artist") return track.tags.artist;
  if (name == "format") return format_of(track);
  return track.tags.year == 0 ? "" : std::to_string(track.tags.year);
}

Json to_json(const TrackFeatures& track) {
  return {{"path", to_utf8(track.path.string())},
          {"artist", track.tags.artist},
          {"title", track.tags.title},
          {"album", track.tags.album},
          {"year", track.tags.year},
          {"genre", genre_of(track)},
          {"duration_s", track.duration_s},
          {"has_embedding", track.has_embedding}};
}

std::string to_row(const TrackFeatures& track) {
  std::string row = one_line(to_utf8(track.path.string()));
  const std::string year = track.tags.year == 0 ? "" : std::to_string(track.tags.year);
  const std::string seconds = std::to_string(static_cast<long>(track.duration_s + 0.5));
  for (const std::string& text :
       {track.tags.artist, track.tags.title, track.tags.album, year, genre_of(track), seconds}) {
    row += "\t" + one_line(text);
  }
  return row + "\n";
}

}  // namespace

std::string track_list(const catalogue::Contents& contents, bool json) {
  std::string text;
  for (const auto& entry : contents.entries) {
    if (!entry.facts.error.empty()) continue;
    text += json ? to_json(entry.facts).dump() + "\n" : to_row(entry.facts);
  }
  return text;
}

std::string track_counts(const catalogue::Contents& contents, std::string_view by, bool json) {
  std::map<std::string, std::size_t> count_of;
  std::size_t tracks = 0;
  std::size_t embeddings = 0;
  for (const auto& entry : contents.entries) {
    if (!entry.facts.error.empty()) continue;
    ++count_of[property_of(entry.facts, by)];
    ++tracks;
    if (entry.facts.has_embedding) ++embeddings;
  }
  std::vector<std::pair<std::string, std::size_t>> counts(count_of.begin(), count_of.end());
  std::ranges::stable_sort(counts, std::ranges::greater{}, &std::pair<std::string, std::size_t>::second);
  const std::size_t failed = contents.entries.size() - tracks;
  if (json) {
    Json object = {{"tracks", tracks},
                   {"failed", failed},
                   {"embeddings", embeddings},
                   {std::string(by), Json::object()}};
    for (const auto& [name, count] : counts) object[std::string(by)][name] = count;
    return object.dump(2) + "\n";
  }
  std::string text;
  const std::size_t width = std::to_string(tracks).size();
  for (const auto& [name, count] : counts) {
    const std::string number = std::to_string(count);
    text += std::string(width - number.size(), ' ') + number + "  " +
            (name.empty() ? "(not known)" : one_line(name)) + "\n";
  }
  text += std::to_string(tracks) + "  tracks, " + std::to_string(failed) + " files failed";
  if (embeddings > 0) text += ", " + std::to_string(embeddings) + " embeddings";
  return text + "\n";
}

std::string error_list(const catalogue::Contents& contents, bool json) {
  std::string text;
  for (const auto& entry : contents.entries) {
    const bool failed = !entry.facts.error.empty();
    if (!failed && entry.facts.damage.empty()) continue;
    const std::string path = to_utf8(entry.facts.path.string());
    const std::string& reason = failed ? entry.facts.error : entry.facts.damage;
    if (json) {
      text += Json{{"path", path}, {failed ? "error" : "damage", reason}}.dump() + "\n";
    } else {
      text += one_line(path) + ": " +
              (failed ? reason : "is damaged (" + reason + "): the good part is used") + "\n";
    }
  }
  return text;
}

}  // namespace mrec::cli
