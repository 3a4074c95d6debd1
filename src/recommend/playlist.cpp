#include "mrec/recommend/playlist.h"

#include <cmath>
#include <cstdio>
#include <set>
#include <string_view>

#include "mrec/core/one_line.h"

namespace mrec::recommend {
namespace {

/// A line holds one path, so one that has line breaks itself cannot be written.
bool fits_a_line(const PlaylistEntry& entry) {
  return entry.path.native().find_first_of("\r\n") == std::string::npos;
}

std::string caption(const PlaylistEntry& entry) {
  const std::string title = one_line(entry.title.empty() ? entry.path.stem().native() : entry.title);
  return entry.artist.empty() ? title : one_line(entry.artist) + " - " + title;
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

std::string to_m3u8(const std::vector<PlaylistEntry>& entries) {
  std::string text = "#EXTM3U\n";
  for (const PlaylistEntry& entry : entries) {
    if (!fits_a_line(entry)) continue;
    text += "#EXTINF:" + seconds(entry.duration_s) + "," + caption(entry) + "\n";
    if (entry.start_s > 0 || entry.end_s > 0) text += option_line("start-time", entry.start_s);
    if (entry.end_s > 0) text += option_line("stop-time", entry.end_s);
    text += entry.path.native() + "\n";
  }
  return text;
}

std::string to_path_lines(const std::vector<PlaylistEntry>& entries) {
  std::string text;
  std::set<std::string_view> written;
  for (const PlaylistEntry& entry : entries) {
    if (fits_a_line(entry) && written.insert(entry.path.native()).second) text += entry.path.native() + "\n";
  }
  return text;
}

}  // namespace mrec::recommend
