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

/// Extended M3U in UTF-8: #EXTM3U, then for each track #EXTINF:<seconds>,<artist - title> and its path.
/// Without a title the file's stem stands there, without an artist the title alone, -1 for an unknown
/// duration. Paths keep their bytes; those with line breaks, which the format cannot hold, are left out.
std::string to_m3u8(const std::vector<PlaylistEntry>& entries);

/// The paths, one a line, bytes as they are; those with line breaks are left out here too.
std::string to_path_lines(const std::vector<PlaylistEntry>& entries);

}  // namespace mrec::recommend
