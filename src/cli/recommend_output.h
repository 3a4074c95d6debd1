#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mrec/library/index.h"
#include "mrec/recommend/content_recommender.h"

namespace mrec::cli {

/// The list as text; `format` is "table", "json", "m3u8", "tsv" or "paths".
std::string format_ranking(const library::Index& index, const recommend::Favourites& favourites,
                           const std::vector<recommend::Recommendation>& ranking, std::string_view format);

}  // namespace mrec::cli
