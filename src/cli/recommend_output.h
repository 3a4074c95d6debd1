#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mrec/library/index.h"
#include "mrec/recommend/content_recommender.h"
#include "mrec/recommend/playlist.h"

namespace mrec::cli {

/// The list as text; `format` is "table", "json" or "tsv".
std::string format_ranking(const library::Index& index, const recommend::Favourites& favourites,
                           const std::vector<recommend::Recommendation>& ranking, std::string_view format);

/// The same for a player.
std::vector<recommend::PlaylistEntry> playlist_of(const library::Index& index,
                                                  const std::vector<recommend::Recommendation>& ranking);

}  // namespace mrec::cli
