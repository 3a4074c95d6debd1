#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/embedding/embedding_spec.h"
#include "mrec/features/feature_options.h"
#include "mrec/genre/left_out.h"
#include "mrec/genre/sample_table.h"
#include "mrec/genre/track_input.h"

namespace mrec::genre {

/// What a model that a training goes on from knows of a track.
enum class Past {
  kNone,
  kArtistLearnt,  ///< it has learnt from others by the artist
  kLearnt,        ///< it has learnt from the track or a copy: never tested
};

/// A labelled track.
struct LabelledTrack {
  std::filesystem::path path;  ///< as in the feature file; empty when the file knows no tracks
  std::string artist;
  std::string title;
  std::vector<std::size_t> genres;  ///< at least one; several only of a multi-label data set
  std::size_t row = 0;              ///< of the sample tables
  /// Number of the recording: tracks that hold the same one (find_duplicates()) have the same number.
  std::size_t recording = 0;
  std::string mark = {};  ///< that knows it again (learnt_from.h); empty when the file knows no tracks
  Past past = Past::kNone;

  /// The first of its genres, which tracks are dealt by.
  std::size_t genre() const { return genres.front(); }
};

/// Everything a training reads, in memory.
struct Dataset {
  features::FeatureOptions options;
  std::optional<embedding::EmbeddingSpec> embedding =
      {};                             ///< what made the embeddings, where they are asked for
  std::vector<std::string> genres;    ///< those that tracks have, sorted; see go_on_from()
  bool multi_label = false;           ///< a label names several genres, divided by ";"
  std::vector<LabelledTrack> tracks;  ///< of each file in the order of their paths
  std::map<TrackInput, std::unique_ptr<SampleTable>> tables;  ///< what was asked for
  bool knows_tracks = true;  ///< false: a course file; `tracks` are blocks of ten chunks in a row
  LeftOut left_out = {};
  std::vector<std::string> warnings = {};  ///< of files that are not complete

  const SampleTable& table(TrackInput input) const { return *tables.at(input); }
  /// What a classifier is given of a track.
  nn::Tensor samples(std::size_t track, TrackInput input) const {
    return samples_of(table(input), tracks[track].row);
  }
  bool knows_artists() const;
};

/// (tracks x genres), 1 for every genre of some tracks, else 0.
Matrix targets_of(const Dataset& dataset, std::span<const std::size_t> tracks);

/// Joins feature files (or reads one course file, for chunks only). Throws Error{kData} when files differ in
/// what makes the inputs (feature options, or network and weights of embeddings) or lack them, nothing is
/// labelled, there are fewer than 2 genres, or a genre has one track; and as the readers do.
Dataset load_dataset(std::span<const std::filesystem::path> files, std::span<const TrackInput> inputs);

/// The same data, of which every chunk counts as a track of its own: only to show how that flatters.
Dataset chunkwise(const Dataset& dataset);

}  // namespace mrec::genre
