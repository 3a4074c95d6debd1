#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mrec/library/index.h"
#include "mrec/recommend/favourites.h"
#include "mrec/recommend/playlist.h"
#include "mrec/recommend/ranked_list.h"

namespace mrec::cli {

/// A list and what it was made of.
struct RankedListView {
  const library::Index& index;
  const recommend::Favourites& favourites;
  const recommend::RankedList& list;
  bool explain = false;  ///< says of each track why it is there
};

/// The list as text; `format` is "table", "json" or "tsv".
std::string format_ranking(const RankedListView& view, std::string_view format);

/// The same for a player.
std::vector<recommend::PlaylistEntry> playlist_of(const library::Index& index,
                                                  const recommend::RankedList& list);

/// "99.3 %", with more digits near 100.
std::string alike_text(double share);

}  // namespace mrec::cli
