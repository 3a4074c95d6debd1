#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/features/feature_store.h"
#include "mrec/genre/left_out.h"

namespace mrec::cli {

/// The labelled tracks of a library, by path, as numbers for an evaluation.
struct LabelledTracks {
  std::vector<std::filesystem::path> paths;
  std::vector<std::size_t> genres;   ///< a number for each track's genre
  std::vector<std::size_t> artists;  ///< and its artist, a track without one alone; empty: no artist is known
  std::size_t genre_count = 0;
  std::size_t artist_count = 0;
  Matrix vectors;  ///< a row a track; without columns when none were asked for
  genre::LeftOut left_out;
};

/// Reads all tracks of `reader`, whose file is `library`, and calls vector(track) on those with a label,
/// which may give nothing; an empty function asks for no vectors. Throws Error{kData} for fewer than 2
/// genres, and as the reader does.
LabelledTracks read_labelled_tracks(const std::filesystem::path& library, features::FeatureReader& reader,
                                    const std::function<Vector(const features::TrackFeatures&)>& vector);

}  // namespace mrec::cli
