#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mrec/library/index.h"
#include "mrec/library/kept_favourites.h"

namespace mrec::cli {

/// "added 2, removed 1, 1 was there already", the last two words of which are `unchanged`.
std::string text_of(const library::KeptFavourites::Change& change, const char* unchanged);

/// What could not be added, a line each.
std::vector<std::string> warnings_of(const library::KeptFavourites::Change& change);

/// What cannot be found any more, a line each.
std::vector<std::string> warnings_of(const library::KeptFavourites& list);

/// The favourites, an absolute path a line.
std::string lines_of(const library::KeptFavourites& list);

/// As recommend::to_json(), with what the library knows.
std::string json_of(const library::KeptFavourites& list, const library::Index& index);

/// That some of `songs` were not found, with the names of the first.
std::string missing_warning(const std::vector<std::string>& missing, std::size_t songs);

/// See SongImport::nameless().
std::string nameless_warning(std::size_t count);

}  // namespace mrec::cli
