#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/embedding/embedding_spec.h"
#include "mrec/features/feature_options.h"
#include "mrec/features/track_features.h"
#include "mrec/genre/architecture.h"
#include "mrec/genre/standardisation.h"
#include "mrec/genre/track_input.h"
#include "mrec/nn/network.h"

namespace mrec::genre {

/// What a classifier was built for.
struct ClassifierDesign {
  features::FeatureOptions features = {};  ///< of no meaning for embeddings
  nn::SampleShape input;                   ///< frames x coefficients x 1, or 1 x numbers x 1
  std::vector<std::string> genres;
  Architecture architecture = Architecture::kCnn3;
  Cnn3Options cnn3 = {};
  TrackInput track_input = TrackInput::kChunks;
  std::optional<embedding::EmbeddingSpec> embedding = {};  ///< what makes its input, where that is embeddings
};

/// What the network says of some chunks, or vectors of tracks.
struct Prediction {
  Matrix log_probabilities;  ///< (chunks x genres)
  Matrix embeddings;         ///< (chunks x 64) of kCnn3; of kSoftmax the vectors that it was given
};

/// What it says of a track: chunks vote by the sum of their log-probabilities.
struct TrackVerdict {
  Vector probabilities;  ///< softmax of the mean log-probability; one a genre
  Vector embedding;      ///< mean over the chunks
};

/// A genre classifier: what its input is, standardisation, network and genre names in one.
class Classifier {
 public:
  /// `provenance`: how it was made (training command, seed, figures), kept in the file as metadata.
  Classifier(ClassifierDesign design, Standardisation standardisation, nn::Network network);

  const ClassifierDesign& design() const { return design_; }
  std::map<std::string, std::string>& provenance() { return provenance_; }
  const std::map<std::string, std::string>& provenance() const { return provenance_; }

  /// `chunks` are features as extracted, see input_of(). Throws Error{kData} when they are of another shape,
  /// or when a number that comes out is not finite. Thread-safe.
  Prediction predict(const nn::Tensor& chunks, const Workers& workers) const;

  /// One safetensors file (docs/formats.md). The same classifier gives the same bytes.
  void save(const std::filesystem::path& path) const;
  /// Throws Error{kIo, kFormat} for anything but a whole file written by save() of this or an older version.
  static Classifier load(const std::filesystem::path& path);

 private:
  ClassifierDesign design_;
  Standardisation standardisation_;
  nn::Network network_;
  std::map<std::string, std::string> provenance_;
};

/// Joins the chunks of one track; at least one row.
TrackVerdict judge_track(const Prediction& chunks);

/// The verdict on a track by whatever of it the classifier looks at. Throws Error{kData} as predict(), and
/// when the track has no such input: see has_input().
TrackVerdict judge(const Classifier& classifier, const features::TrackFeatures& track,
                   const Workers& workers);

/// Place of the largest number, the first of equals.
std::size_t most_probable(std::span<const float> scores);

}  // namespace mrec::genre
