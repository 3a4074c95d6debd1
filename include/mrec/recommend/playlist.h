#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mrec/library/index.h"

namespace mrec::recommend {

/// One line of a playlist.
struct PlaylistEntry {
  std::filesystem::path path;  ///< of the audio file, absolute or as path_from() gives it
  std::string artist;
  std::string title;
  std::string album = {};
  double duration_s = 0;
  double start_s = 0;  ///< where in the file it begins and ends, for a part of one; end 0: at the file's end
  double end_s = 0;
};

/// A track of a library with that root.
PlaylistEntry entry_of(const library::Track& track, const std::filesystem::path& root);

/// Extended M3U in UTF-8: #EXTM3U, then for each track #EXTINF:<seconds>,<artist - title> and its path.
/// Without a title the file's stem stands there, without an artist the title alone, -1 for an unknown
/// duration. A part of a file has #EXTVLCOPT:start-time=<seconds> and stop-time before its path, as VLC
/// writes it; players that do not know these play the whole file. Paths keep their bytes; those with line
/// breaks, which the format cannot hold, are left out. A relative path that would pass for a comment begins
/// with "./".
std::string to_m3u8(const std::vector<PlaylistEntry>& entries);

/// XSPF, version 1 (xspf.org): locations are URIs, relative ones of relative paths, so that every path fits.
/// What is not known is not there; durations are in milliseconds. A part of a file has VLC's options
/// start-time and stop-time, as above.
std::string to_xspf(const std::vector<PlaylistEntry>& entries);

/// A list of objects with "path", and what is known of "artist", "title", "album", "duration_s", "start_s"
/// and "end_s".
std::string to_json(const std::vector<PlaylistEntry>& entries);

/// The paths, one a line and each once, bytes as they are; those with line breaks are left out here too.
std::string to_path_lines(const std::vector<PlaylistEntry>& entries);

/// The paths, each once and with a zero byte behind it.
std::string to_path_records(const std::vector<PlaylistEntry>& entries);

/// How a file is named by something that lies in `folder`: "a/b.mp3", "../a.mp3". Links are looked through
/// where that makes the shorter way, and the way up is always that of the real folders, which players take.
std::filesystem::path path_from(const std::filesystem::path& folder, const std::filesystem::path& file);

}  // namespace mrec::recommend
