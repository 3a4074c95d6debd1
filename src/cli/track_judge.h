#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "cli/named_model.h"
#include "mrec/core/parallel.h"
#include "mrec/features/feature_store.h"
#include "mrec/genre/classifier.h"

namespace mrec::cli {

/// The vectors that say how alike two tracks are.
enum class SimilarityBy {
  kMusicnn,  ///< the embeddings of a library
  kCnn,      ///< a layer of the genre model, of the architecture cnn3
};

/// "musicnn" or "cnn".
const char* name_of(SimilarityBy embedding);

/// Whether nearly equal vectors are of one song. A layer of a genre model is nearly equal for many songs of a
/// genre.
inline bool tells_songs(SimilarityBy embedding) {
  return embedding == SimilarityBy::kMusicnn;
}

/// Makes vectors of a track: genres by a model, and the embedding that similarity is told by. Thread-safe.
class TrackJudge {
 public:
  TrackJudge(NamedModel model, SimilarityBy embedding) : model_(std::move(model)), embedding_(embedding) {}

  const NamedModel& model() const { return model_; }
  SimilarityBy embedding() const { return embedding_; }

  /// Whether any of it comes from the embeddings of the library.
  bool needs_embedding() const;
  /// What has to be read of a library.
  features::Wanted wanted() const;
  /// Whether a track has all that is needed.
  bool can_judge(const features::TrackFeatures& track) const;
  /// What a track has that cannot be: "no embedding yet" or "no chunks".
  const char* missing_part() const { return needs_embedding() ? "no embedding yet" : "no chunks"; }
  /// Only for a track that can be judged. Throws as genre::judge().
  genre::TrackVerdict judge(const features::TrackFeatures& track, const Workers& workers) const;

 private:
  NamedModel model_;
  SimilarityBy embedding_;
};

/// What the command line says of it.
struct JudgeFlags {
  std::string model;      ///< --model; empty: see find_model()
  std::string embedding;  ///< --embedding; empty: musicnn for a library with embeddings, else cnn
};

/// The judge of a library's tracks. Throws as load_model() and require_same_features(), Error{kUsage} when
/// the model is none that --embedding can work with, and Error{kData} when the library lacks what it needs.
TrackJudge choose_judge(const JudgeFlags& flags, const std::filesystem::path& library_file,
                        const features::FeatureHeader& header);

}  // namespace mrec::cli
