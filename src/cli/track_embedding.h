#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/parallel.h"
#include "mrec/features/feature_store.h"

namespace mrec::cli {

/// A way to turn a track's features into one vector.
struct TrackEmbedding {
  std::string words;  ///< what the vectors are, for the protocol
  /// Empty for a track that lacks what the vector is made of.
  std::function<Vector(const features::TrackFeatures&)> vector;
  features::Wanted wanted = features::Wanted::kAll;  ///< what has to be read of a track for it
};

/// What the command line says of embeddings.
struct EmbeddingFlags {
  std::string name;   ///< one of embedding_names(); empty: musicnn when the tracks have it, else mfcc
  std::string model;  ///< for "cnn"; see find_model()
};

std::vector<std::string> embedding_names();

/// For the tracks of a file with this header. `workers` must live as long as what is returned. Throws
/// Error{kUsage} for a model that would have no effect and Error{kData} for features that the embedding
/// cannot be made of.
TrackEmbedding make_embedding(const EmbeddingFlags& flags, const std::filesystem::path& library,
                              const features::FeatureHeader& header, const Workers& workers);

}  // namespace mrec::cli
