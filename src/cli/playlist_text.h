#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/playlist_maker.h"
#include "mrec/library/index.h"
#include "mrec/recommend/playlist.h"

namespace mrec::cli {

/// All of it for a player.
std::vector<recommend::PlaylistEntry> entries_of(const MadePlaylist& playlist, const library::Index& index);

/// The same to be read; `format` is "table", "json" or "tsv". Says how like each track is to the one before
/// it.
std::string format_playlist(const MadePlaylist& playlist, const library::Index& index,
                            std::string_view format);

}  // namespace mrec::cli
