#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "mrec/catalogue/contents.h"

namespace mrec::cli {

/// Texts about what a library holds, for people (columns, tabs) or scripts (`json`).

/// A line a track: path, artist, title, album, year, genre, seconds.
std::string track_list(const catalogue::Contents& contents, bool json);

/// How many tracks there are, with embeddings too, and of each genre (label, else tag), artist, format
/// (ending of the name) or year, the most frequent first; `by` is the name of one of these.
std::string track_counts(const catalogue::Contents& contents, std::string_view by, bool json);

/// A line a file that failed or of which only a part could be used, with the reason.
std::string error_list(const catalogue::Contents& contents, bool json);

}  // namespace mrec::cli
