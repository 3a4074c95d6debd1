#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mrec/library/kept_favourites.h"

namespace mrec::cli {

/// Removes tracks that are in the kept list from it and adds the others. `paths` are absolute. Throws as
/// FavouritesFile and open_any_index().
library::KeptFavourites::Change toggle_favourites(const std::filesystem::path& list,
                                                  const std::filesystem::path& library_file,
                                                  const std::vector<std::string>& paths);

}  // namespace mrec::cli
