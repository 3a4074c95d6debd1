#include "mrec/recommend/playlist.h"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>
#include <utility>

#include "mrec/core/one_line.h"
#include "mrec/core/utf8.h"

namespace mrec::recommend {
namespace {

using Json = nlohmann::ordered_json;

void add_text(Json& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = to_utf8(text);
}

/// A line holds one path, so one that has line breaks itself cannot be written.
bool fits_a_line(const PlaylistEntry& entry) {
  return entry.path.native().find_first_of("\r\n") == std::string::npos;
}

std::string caption(const PlaylistEntry& entry) {
  const std::string title = one_line(entry.title.empty() ? entry.path.stem().native() : entry.title);
  return entry.artist.empty() ? title : one_line(entry.artist) + " - " + title;
}

/// "./" before what players would take for a comment, or cut the blanks off.
std::string line_of(const PlaylistEntry& entry) {
  const std::string& path = entry.path.native();
  const bool needs_dot = path.starts_with('#') || path.starts_with(' ');
  return (needs_dot ? "./" : "") + path + "\n";
}

/// Whole seconds; -1, as the format has it, when unknown.
std::string seconds(double duration_s) {
  return duration_s > 0 ? std::to_string(std::lround(duration_s)) : "-1";
}

/// "#EXTVLCOPT:start-time=12.5", to the millisecond; CUE sheets count in frames of a 75th of a second.
std::string option_line(const char* name, double seconds) {
  char line[80];
  std::snprintf(line, sizeof line, "#EXTVLCOPT:%s=%.3f\n", name, seconds);
  return line;
}

}  // namespace

PlaylistEntry entry_of(const library::Track& track, const std::filesystem::path& root) {
  return {.path = root / track.audio_file(),
          .artist = track.artist,
          .title = track.title,
          .album = track.album,
          .duration_s = track.duration_s,
          .start_s = track.start_s,
          .end_s = track.end_s};
}

std::string to_m3u8(const std::vector<PlaylistEntry>& entries) {
  std::string text = "#EXTM3U\n";
  for (const PlaylistEntry& entry : entries) {
    if (!fits_a_line(entry)) continue;
    text += "#EXTINF:" + seconds(entry.duration_s) + "," + caption(entry) + "\n";
    if (entry.start_s > 0 || entry.end_s > 0) text += option_line("start-time", entry.start_s);
    if (entry.end_s > 0) text += option_line("stop-time", entry.end_s);
    text += line_of(entry);
  }
  return text;
}

std::string to_json(const std::vector<PlaylistEntry>& entries) {
  Json list = Json::array();
  for (const PlaylistEntry& entry : entries) {
    Json object = {{"path", to_utf8(entry.path.native())}};
    add_text(object, "artist", entry.artist);
    add_text(object, "title", entry.title);
    add_text(object, "album", entry.album);
    if (entry.duration_s > 0) object["duration_s"] = entry.duration_s;
    if (entry.start_s > 0 || entry.end_s > 0) object["start_s"] = entry.start_s;
    if (entry.end_s > 0) object["end_s"] = entry.end_s;
    list.push_back(std::move(object));
  }
  return list.dump(2) + "\n";
}

std::string to_path_lines(const std::vector<PlaylistEntry>& entries) {
  std::string text;
  std::set<std::string_view> written;
  for (const PlaylistEntry& entry : entries) {
    if (fits_a_line(entry) && written.insert(entry.path.native()).second) text += entry.path.native() + "\n";
  }
  return text;
}

std::string to_path_records(const std::vector<PlaylistEntry>& entries) {
  std::string text;
  std::set<std::string_view> written;
  for (const PlaylistEntry& entry : entries) {
    if (written.insert(entry.path.native()).second) text += entry.path.native() + '\0';
  }
  return text;
}

}  // namespace mrec::recommend
