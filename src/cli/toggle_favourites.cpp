#include "cli/toggle_favourites.h"

#include "cli/favourites_file.h"
#include "cli/library_index.h"
#include "cli/track_judge.h"
#include "mrec/features/feature_store.h"

namespace mrec::cli {
namespace {

library::Index index_of(const std::filesystem::path& library_file, Progress& progress) {
  const TrackJudge judge = choose_judge({}, library_file, features::FeatureReader(library_file).header());
  return open_index(library_file, judge, Workers(0), progress);
}

}  // namespace

library::KeptFavourites::Change toggle_favourites(const std::filesystem::path& list,
                                                  const std::filesystem::path& library_file,
                                                  const std::vector<std::string>& paths, Progress& progress) {
  const library::Index index = index_of(library_file, progress);
  const FavouritesFile file(list);
  library::KeptFavourites favourites(file.read(), list.parent_path(), index);
  const auto change = favourites.toggle(library::match_favourites(paths, {}, index));
  if (change.added + change.removed > 0) file.write(favourites.text());
  return change;
}

}  // namespace mrec::cli
