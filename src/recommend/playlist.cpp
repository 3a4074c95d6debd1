#include "mrec/recommend/playlist.h"

#include <cmath>
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

}  // namespace

std::string to_m3u8(const std::vector<PlaylistEntry>& entries) {
  std::string text = "#EXTM3U\n";
  for (const PlaylistEntry& entry : entries) {
    if (!fits_a_line(entry)) continue;
    text += "#EXTINF:" + seconds(entry.duration_s) + "," + caption(entry) + "\n";
    text += entry.path.native() + "\n";
  }
  return text;
}

std::string to_path_lines(const std::vector<PlaylistEntry>& entries) {
  std::string text;
  for (const PlaylistEntry& entry : entries) {
    if (fits_a_line(entry)) text += entry.path.native() + "\n";
  }
  return text;
}

}  // namespace mrec::recommend
