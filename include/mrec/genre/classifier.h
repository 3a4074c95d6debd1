#pragma once

#include <filesystem>
#include <functional>
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
#include "mrec/genre/member.h"

namespace mrec::genre {

/// How far a classifier's probabilities are to be trusted, learnt on tracks that it did not learn from.
struct Calibration {
  /// Probabilities are softmax(log p / temperature) (Guo et al. 2017); of several labels sigmoid(logit /
  /// temperature).
  double temperature = 1;
  /// A verdict of less confidence is "unknown"; nothing: every verdict stands.
  std::optional<double> unknown_below = {};

  bool operator==(const Calibration&) const = default;
};

/// What a classifier was built for.
struct ClassifierDesign {
  features::FeatureOptions features = {};  ///< of no meaning where all members look at embeddings
  std::optional<embedding::EmbeddingSpec> embedding =
      {};  ///< what makes them, where a member looks at embeddings
  std::vector<std::string> genres;
  bool multi_label = false;  ///< a track may be of several genres: a probability each
  Calibration calibration = {};
};

/// What a classifier says of a track.
struct TrackVerdict {
  Vector probabilities;  ///< calibrated; one a genre; with several labels each for itself
  Vector embedding;      ///< mean over the samples of the first member
  Matrix scores;  ///< Prediction::scores of the only member; empty of a blend, and of one vector a track
};

/// What a classifier is given of a track: see InputMaker.
using InputOf = std::function<nn::Tensor(TrackInput)>;

/// A genre classifier: one or more judges and the genre names in one.
class Classifier {
 public:
  /// At least one member, all for design.genres.
  Classifier(ClassifierDesign design, std::vector<Member> members);

  const ClassifierDesign& design() const { return design_; }
  const std::vector<Member>& members() const { return members_; }
  void calibrate(const Calibration& calibration) { design_.calibration = calibration; }
  /// How it was made (training command, seed, figures), kept in the file as metadata.
  std::map<std::string, std::string>& provenance() { return provenance_; }
  const std::map<std::string, std::string>& provenance() const { return provenance_; }

  /// What its members look at, each kind once.
  std::vector<TrackInput> inputs() const;
  bool looks_at_embeddings() const { return design_.embedding.has_value(); }
  /// Whether any member looks at chunks, clips or their statistics, which design().features make.
  bool looks_at_frames() const { return wanted() == features::Wanted::kAll; }
  /// Whether a track has all of it.
  bool can_judge(const features::TrackFeatures& track) const;
  /// What has to be read of a feature file for it.
  features::Wanted wanted() const;
  /// Whether TrackVerdict::embedding is a layer of a network.
  bool has_embedding_layer() const { return members_.front().network() != nullptr; }

  /// Samples vote by the sum of their log-probabilities (or logits); members by the mean of their
  /// probabilities, by their weights. Throws as Member::predict(). Thread-safe.
  TrackVerdict judge(const InputOf& input_of, const Workers& workers) const;
  /// Throws Error{kData} when the track has no such input, too.
  TrackVerdict judge(const features::TrackFeatures& track, const Workers& workers) const;

  /// One safetensors file (docs/formats.md). The same classifier gives the same bytes.
  void save(const std::filesystem::path& path) const;
  /// Throws Error{kIo, kFormat} for anything but a whole file written by save() of this or an older version.
  static Classifier load(const std::filesystem::path& path);

 private:
  ClassifierDesign design_;
  std::vector<Member> members_;
  std::map<std::string, std::string> provenance_;
};

/// Softmax of the mean log-probability over the rows; with several labels the sigmoid of the mean logit.
Vector joint_probabilities(const Matrix& scores, bool multi_label, double temperature = 1);

/// Place of the largest number, the first of equals.
std::size_t most_probable(std::span<const float> scores);

}  // namespace mrec::genre
