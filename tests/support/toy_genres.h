#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mrec/features/feature_options.h"
#include "mrec/features/track_features.h"
#include "mrec/genre/dataset.h"
#include "mrec/genre/split.h"

namespace mrec::testing {

/// A data set of `genres` genres x `tracks` tracks x `chunks` chunks of the given size, and one vector of
/// `coefficients` numbers a track as if a network had made it. Each genre has a level and a rhythm of its own
/// under noise, so that a small network can learn it. Artists: two tracks each, "g<genre>a<n>".
struct ToyOptions {
  int genres = 2;
  int tracks = 4;
  int chunks = 3;
  int frames = 40;
  int coefficients = 13;
};

features::FeatureOptions toy_options(const ToyOptions& options);

/// Genre by genre.
std::vector<features::TrackFeatures> toy_tracks(const ToyOptions& options);

genre::Dataset toy_dataset(const ToyOptions& options,
                           const std::vector<genre::TrackInput>& inputs = {genre::TrackInput::kChunks});

/// Every track to learn from.
genre::Partition learn_all(const genre::Dataset& dataset);

}  // namespace mrec::testing
