#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/features/feature_options.h"
#include "mrec/genre/architecture.h"
#include "mrec/genre/standardisation.h"
#include "mrec/nn/network.h"

namespace mrec::genre {

/// What a classifier was built for.
struct ClassifierDesign {
  features::FeatureOptions features;
  nn::SampleShape input;  ///< frames x coefficients x 1
  std::vector<std::string> genres;
  Cnn3Options cnn3 = {};
};

/// What the network says of some chunks.
struct Prediction {
  Matrix log_probabilities;  ///< (chunks x genres)
  Matrix embeddings;         ///< (chunks x 64)
};

/// What it says of a track: chunks vote by the sum of their log-probabilities.
struct TrackVerdict {
  Vector probabilities;  ///< softmax of the mean log-probability; one a genre
  Vector embedding;      ///< mean over the chunks
};

/// A genre classifier: feature options, standardisation, network and genre names in one.
class Classifier {
 public:
  /// `provenance`: how it was made (training command, seed, figures), kept in the file as metadata.
  Classifier(ClassifierDesign design, Standardisation standardisation, nn::Network network);

  const ClassifierDesign& design() const { return design_; }
  std::map<std::string, std::string>& provenance() { return provenance_; }
  const std::map<std::string, std::string>& provenance() const { return provenance_; }

  /// `chunks` are features as extracted. Throws Error{kData} when they are of another shape, or when a number
  /// that comes out is not finite. Thread-safe.
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

/// Place of the largest number, the first of equals.
std::size_t most_probable(std::span<const float> scores);

}  // namespace mrec::genre
