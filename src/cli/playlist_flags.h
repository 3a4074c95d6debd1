#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/core/progress.h"
#include "mrec/recommend/playlist.h"

namespace mrec::cli {

/// What the command line says of the list that a command makes.
struct PlaylistFlags {
  std::string format;       ///< --format; empty: by the end of the output's name, else "table"
  std::string output;       ///< -o; empty or "-": standard output
  std::string relative_to;  ///< --relative-to
  bool json = false;        ///< --json
};

/// "--format", "--json", "-o" and "--relative-to".
void add_playlist_flags(CLI::App& command, PlaylistFlags& flags);

/// Where a list goes and in what form.
class PlaylistOutput {
 public:
  /// Throws Error{kUsage} for --relative-to with a form that has no use for it, and when the output is one of
  /// `lists` or holds something else than such a list: a slip must not cost a song.
  explicit PlaylistOutput(const PlaylistFlags& flags, const std::vector<std::filesystem::path>& lists = {});

  /// "table", "json" and "tsv", which the command makes itself, "m3u8", "xspf", "paths" or "paths0".
  const std::string& format() const { return format_; }
  bool is_playlist() const;

  /// A playlist, for a format that is one. Paths are as --relative-to says or, in a file in the forms m3u8
  /// and xspf, from its folder; else absolute. Warns of tracks that the form cannot hold and of those that do
  /// not lie in the folder of --relative-to.
  void write(std::vector<recommend::PlaylistEntry> entries, Progress& progress) const;

  /// A list that the command made. Files appear whole or not at all.
  void write(std::string_view text) const;

 private:
  bool is_file() const { return !output_.empty(); }
  /// Nothing when they are to be absolute.
  std::filesystem::path folder_of_paths() const;

  std::string format_;
  std::filesystem::path output_;  ///< empty: standard output
  std::filesystem::path relative_to_;
};

}  // namespace mrec::cli
