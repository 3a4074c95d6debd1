#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/list_flags.h"
#include "cli/open_library.h"
#include "mrec/core/parallel.h"
#include "mrec/core/progress.h"
#include "mrec/recommend/playlist.h"

namespace mrec::cli {

/// What a playlist is to be made of, as the command line says it: one of a way (from, via, to), favourites, a
/// playlist to go on with, or tracks to be arranged.
struct PlaylistPlan {
  std::string from;
  std::vector<std::string> via;
  std::string to;
  std::string favourites;
  std::string continued;
  std::string arranged;
  std::string length;  ///< empty: by the number of tracks
  std::string order = "flow";
  bool only_new = false;
  ListFlags list;
};

/// Throws Error{kUsage} when the plan is of no kind or several, or has options of another kind.
void require_one_kind(const PlaylistPlan& plan);

/// The lists that its output may not take the place of.
std::vector<std::filesystem::path> lists_read(const PlaylistPlan& plan);

/// Tracks in their order. Those before the ones of the library are of a playlist that it goes on with, which
/// may have others.
struct MadePlaylist {
  std::vector<recommend::PlaylistEntry> before;
  std::vector<std::size_t> tracks;  ///< places in the index
};

/// Throws as rank(), and Error{kData} for a track that is not in the library.
MadePlaylist make_playlist(const PlaylistPlan& plan, const OpenLibrary& library, const Workers& workers,
                           Progress& progress);

}  // namespace mrec::cli
