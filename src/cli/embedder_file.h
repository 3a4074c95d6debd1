#pragma once

#include <filesystem>

#include "mrec/embedding/embedder.h"

namespace mrec::cli {

/// musicnn, for sounds that are to be compared with the embeddings of `file`, a library or a model, which are
/// by `spec`. Throws Error{kUsage} when there are no weights, Error{kData} when they are others, and as
/// Musicnn::load().
embedding::Embedder load_embedder(const embedding::EmbeddingSpec& spec, const std::filesystem::path& file);

}  // namespace mrec::cli
