#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "cli/ranking_flags.h"
#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/features/feature_store.h"
#include "mrec/genre/learnt_from.h"

namespace mrec::cli {

/// What a rule compares a track by.
struct RankingVector {
  Vector embedding;
  Vector probabilities;  ///< of genres
};

/// A way to make them of the tracks of one library.
struct RankingVectors {
  std::string words;        ///< what the embedding is, for the protocol
  std::string genre_words;  ///< the same of the genres; empty: the rules have no genre part
  std::optional<genre::LearntFrom> learnt = {};  ///< what the genre model learnt from, where it says so
  /// Nothing for a track that lacks what they are made of.
  std::function<std::optional<RankingVector>(const features::TrackFeatures&)> of;
  features::Wanted wanted = features::Wanted::kAll;  ///< what has to be read of a track for it
};

/// As recommend would make them: by the genre model and the library's embeddings, or with `cnn` by a layer of
/// the model. MFCC and numbers of another program come without a genre part, the latter without an embedding
/// here. `workers` must live as long as what is returned. Throws as choose_judge() and make_embedding().
RankingVectors choose_vectors(const RankingFlags& flags, const std::filesystem::path& library,
                              const features::FeatureHeader& header, const Workers& workers);

}  // namespace mrec::cli
