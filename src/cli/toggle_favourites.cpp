#include "cli/toggle_favourites.h"

#include "cli/favourites_file.h"
#include "cli/open_library.h"

namespace mrec::cli {

library::KeptFavourites::Change toggle_favourites(const std::filesystem::path& list,
                                                  const std::filesystem::path& library_file,
                                                  const std::vector<std::string>& paths) {
  const library::Index index = open_any_index(library_file);
  const FavouritesFile file(list);
  library::KeptFavourites favourites(file.read(), list.parent_path(), index);
  const auto change = favourites.toggle(library::match_favourites(paths, {}, index));
  if (change.added + change.removed > 0) file.write(favourites.text());
  return change;
}

}  // namespace mrec::cli
