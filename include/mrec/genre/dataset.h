#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mrec/embedding/embedding_spec.h"
#include "mrec/features/feature_options.h"
#include "mrec/genre/left_out.h"
#include "mrec/genre/track_input.h"
#include "mrec/nn/tensor.h"

namespace mrec::genre {

/// A labelled track and where its chunks lie.
struct LabelledTrack {
  std::filesystem::path path;  ///< as in the feature file; empty when the file knows no tracks
  std::string artist;
  std::size_t genre = 0;
  std::size_t first_chunk = 0;
  std::size_t chunk_count = 0;
};

/// Everything a training reads, in memory.
struct Dataset {
  TrackInput input = TrackInput::kChunks;
  features::FeatureOptions options;  ///< of no meaning for embeddings
  std::optional<embedding::EmbeddingSpec> embedding =
      {};                           ///< what made the vectors, where they are embeddings
  std::vector<std::string> genres;  ///< those that tracks have, sorted
  std::vector<LabelledTrack> tracks;
  nn::Tensor chunks;         ///< [chunk][frame][coefficient][1]; of vectors one a track, 1 x numbers x 1
  bool knows_tracks = true;  ///< false: a course file; `tracks` are blocks of ten chunks in a row
  LeftOut left_out = {};
  std::vector<std::string> warnings = {};  ///< of files that are not complete

  /// Track of each chunk.
  std::vector<std::size_t> track_of_chunk() const;
  /// Genre of each chunk's track.
  std::vector<int> genre_of_chunk() const;
  /// Copies of some chunks, in the order of their numbers as given.
  nn::Tensor gather(std::span<const std::size_t> chosen) const;
};

/// Joins feature files (or reads one course file, for chunks only). Throws Error{kData} when files differ in
/// what makes the input (feature options, or network and weights of embeddings) or lack it, nothing is
/// labelled, there are fewer than 2 genres, or a genre has one track; and as the readers do.
Dataset load_dataset(std::span<const std::filesystem::path> files, TrackInput input = TrackInput::kChunks);

}  // namespace mrec::genre
