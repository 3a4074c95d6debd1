#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "cli/track_judge.h"
#include "mrec/core/parallel.h"
#include "mrec/core/progress.h"
#include "mrec/features/feature_store.h"
#include "mrec/library/favourites.h"
#include "mrec/library/index.h"
#include "mrec/recommend/content_recommender.h"

namespace mrec::cli {

/// The favourites that were found, as ranking wants them.
struct Listener {
  recommend::Favourites favourites;
  std::vector<std::size_t> in_library;  ///< places in the index, to be left out of the list
};

/// A library and how its tracks became vectors.
struct JudgedLibraryView {
  const library::Index& index;
  const std::filesystem::path& library_file;
  const features::FeatureHeader& header;
  const TrackJudge& judge;
};

/// Takes the vectors of favourites in the library from the index; others are analysed as its tracks were.
/// What cannot be found or analysed is warned of. Throws Error{kData} when nothing is left, and as
/// load_embedder() when a file is to be heard by musicnn.
Listener make_listener(const std::vector<library::FavouriteMatch>& matches, const JudgedLibraryView& library,
                       const Workers& workers, Progress& progress);

}  // namespace mrec::cli
