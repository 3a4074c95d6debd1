#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/classify_output.h"
#include "cli/named_model.h"
#include "mrec/core/parallel.h"
#include "mrec/embedding/embedder.h"
#include "mrec/features/extractor.h"
#include "mrec/features/feature_store.h"
#include "mrec/genre/decision.h"

namespace mrec::cli {

/// Puts words to tracks: genres by a model, when there is one, and the tags of musicnn, when it is there.
class TrackDescriber {
 public:
  /// No more are known of a track.
  static constexpr std::size_t kMostTags = 10;

  /// `model`: what --model says, may be empty: then the one of find_model(), or none when there is none but
  /// tags are asked for and can be had. Throws as load_model().
  TrackDescriber(const std::filesystem::path& model, std::size_t tags);

  /// Of the model.
  std::vector<std::string> genres() const;
  genre::DecisionRule rule() const;

  /// What has to be read of a features file.
  features::Wanted wanted() const;
  /// Throws as require_same_features(), and Error{kData} when there is no model and the file has no tags.
  void require_fit(const std::filesystem::path& file, const features::FeatureHeader& header) const;

  /// What makes of sounds what is needed. Throws as load_embedder() when a model needs musicnn.
  const features::Extractor& extractor();

  bool can_describe(const features::TrackFeatures& track) const;
  /// What a track has that cannot be: "no embedding yet" or "no chunks".
  const char* missing_part() const;
  /// Only for a track that can be described. Throws as genre::judge().
  TrackAnswer describe(const features::TrackFeatures& track, const Workers& workers) const;

 private:
  void load_embedder_when_needed();

  std::optional<NamedModel> model_;
  std::size_t tags_;
  std::optional<embedding::Embedder> embedder_;
  std::optional<features::Extractor> extractor_;  ///< looks at the embedder
};

}  // namespace mrec::cli
