#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mrec::recommend {

/// One line of a playlist.
struct PlaylistEntry {
  std::filesystem::path path;  ///< of the audio file, absolute
  std::string artist;
  std::string title;
  double duration_s = 0;
  double start_s = 0;  ///< where in the file it begins and ends, for a part of one; end 0: at the file's end
  double end_s = 0;
};

/// Extended M3U in UTF-8: #EXTM3U, then for each track #EXTINF:<seconds>,<artist - title> and its path.
/// Without a title the file's stem stands there, without an artist the title alone, -1 for an unknown
/// duration. A part of a file has #EXTVLCOPT:start-time=<seconds> and stop-time before its path, as VLC
/// writes it; players that do not know these play the whole file. Paths keep their bytes; those with line
/// breaks, which the format cannot hold, are left out.
std::string to_m3u8(const std::vector<PlaylistEntry>& entries);

/// The paths, one a line and each once, bytes as they are; those with line breaks are left out here too.
std::string to_path_lines(const std::vector<PlaylistEntry>& entries);

}  // namespace mrec::recommend
