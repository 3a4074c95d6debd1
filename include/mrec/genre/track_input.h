#pragma once

#include <span>
#include <string_view>

#include "mrec/core/matrix.h"
#include "mrec/features/feature_store.h"
#include "mrec/nn/tensor.h"

namespace mrec::genre {

/// What of a track a classifier looks at.
enum class TrackInput {
  kChunks,      ///< each chunk alone; they vote
  kEmbedding,   ///< the vector of a pre-trained network
  kStatistics,  ///< mean, then standard deviation, of every coefficient over all frames of the track
};

/// "chunks", "embedding" or "statistics".
const char* name_of(TrackInput input);
/// Throws Error{kUsage} for another word.
TrackInput track_input(std::string_view name);

/// Whether classifiers see a track as one vector.
inline bool is_vector(TrackInput input) {
  return input != TrackInput::kChunks;
}

/// What has to be read of a feature file for it.
inline features::Wanted wanted_for(TrackInput input) {
  return input == TrackInput::kEmbedding ? features::Wanted::kAllButChunks : features::Wanted::kAll;
}

/// Whether a track has what the input is made of.
bool has_input(const features::TrackFeatures& track, TrackInput input);

/// What a classifier is given of a track: its chunks, [chunk][frame][coefficient][1], or its vector as the
/// only sample, 1 x numbers x 1. Nothing when has_input() does not hold.
nn::Tensor input_of(const features::TrackFeatures& track, TrackInput input);

/// Chunks of one shape as samples.
nn::Tensor input_of(std::span<const Matrix> chunks);

}  // namespace mrec::genre
