#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/features/feature_store.h"
#include "mrec/features/track_statistics.h"
#include "mrec/nn/tensor.h"

namespace mrec::genre {

/// What of a track a classifier looks at.
enum class TrackInput {
  kChunks,      ///< each chunk alone; they vote
  kClip,        ///< windows of kWindowFrames frames, wherever they begin; they vote
  kEmbedding,   ///< the vector of a pre-trained network
  kTimbre,      ///< statistics of the cepstral coefficients over the whole track: features::TrackStatistics
  kStatistics,  ///< the same, and how they are modulated
};

/// "chunks", "clip", "embedding", "timbre" or "statistics".
const char* name_of(TrackInput input);
/// Throws Error{kUsage} for another word.
TrackInput track_input(std::string_view name);
std::vector<std::string> track_input_names();

/// Whether classifiers see a track as one vector.
inline bool is_vector(TrackInput input) {
  return input != TrackInput::kChunks && input != TrackInput::kClip;
}

/// What has to be read of a feature file for it.
inline features::Wanted wanted_for(TrackInput input) {
  return input == TrackInput::kEmbedding ? features::Wanted::kAllButChunks : features::Wanted::kAll;
}

/// Frames of a window, 3 s of the default features.
inline constexpr int kWindowFrames = 128;
/// Windows by which a track is judged, evenly spaced from its first frame to its last.
inline constexpr int kTestWindows = 10;

/// Whether a track has what the input is made of.
bool has_input(const features::TrackFeatures& track, TrackInput input);

/// Makes what a classifier is given of a track out of its record, with the tables that takes made once.
/// Thread-safe.
class InputMaker {
 public:
  /// `options` are those of the tracks' feature file.
  InputMaker(TrackInput input, const features::FeatureOptions& options);

  /// Numbers of a vector that the features make; nothing of chunks, clips and embeddings.
  std::optional<int> vector_size() const;

  /// One sample or more: the chunks, [chunk][frame][coefficient][1]; the windows likewise; or the vector, 1 x
  /// numbers x 1. Nothing when has_input() does not hold.
  nn::Tensor make(const features::TrackFeatures& track) const;

 private:
  TrackInput input_;
  int coefficients_;
  std::optional<features::TrackStatistics> statistics_;
};

/// The first frames of the windows of a track of so many frames; one window for a track that is no longer.
std::vector<std::size_t> window_starts(std::size_t frames);

}  // namespace mrec::genre
