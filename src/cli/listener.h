#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/open_library.h"
#include "mrec/core/parallel.h"
#include "mrec/core/progress.h"
#include "mrec/library/favourites.h"
#include "mrec/recommend/favourites.h"

namespace mrec::cli {

/// The favourites that were found, as ranking wants them.
struct Listener {
  recommend::Favourites favourites;
  std::vector<std::size_t> in_library;  ///< places in the index, to be left out of the list
};

/// Takes the vectors of favourites in the library from the index; others are analysed as its tracks were.
/// What cannot be found or analysed is warned of. Throws Error{kData} when nothing is left, and as
/// load_embedder() when a file is to be heard by musicnn.
Listener make_listener(const std::vector<library::FavouriteMatch>& matches, const OpenLibrary& library,
                       const Workers& workers, Progress& progress);

/// The same of a list, - for standard input. Throws as read_favourites(), too.
Listener read_listener(const std::string& list, const OpenLibrary& library, const Workers& workers,
                       Progress& progress);

}  // namespace mrec::cli
