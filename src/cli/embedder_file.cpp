#include "cli/embedder_file.h"

#include <utility>

#include "cli/home.h"
#include "mrec/core/error.h"

namespace mrec::cli {

embedding::Embedder load_embedder(const embedding::EmbeddingSpec& spec, const std::filesystem::path& file) {
  const auto weights = find_musicnn();
  if (!weights) {
    throw Error(ErrorKind::kUsage, default_musicnn().string(),
                "there are no weights for musicnn, which " + file.string() + " needs to hear other files",
                "make them with mrec import musicnn");
  }
  embedding::Embedder embedder(embedding::Musicnn::load(*weights), spec.patches);
  if (are_comparable(embedder.spec(), spec)) return embedder;
  throw Error(ErrorKind::kData, weights->string(),
              "holds other weights than those that the embeddings of " + file.string() + " are by",
              "put those back, or make " + file.string() + " again");
}

}  // namespace mrec::cli
