#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mrec::recommend {

/// One line of a playlist.
struct PlaylistEntry {
  std::filesystem::path path;  ///< absolute
  std::string artist;
  std::string title;
  double duration_s = 0;
};

/// Extended M3U in UTF-8: #EXTM3U, then #EXTINF:<seconds>,<artist - title> and the path a track. Names with line
/// breaks, which the format cannot hold, are left out.
std::string to_m3u8(const std::vector<PlaylistEntry>& entries);

/// The paths, one a line, bytes as they are.
std::string to_path_lines(const std::vector<PlaylistEntry>& entries);

}  // namespace mrec::recommend
