#include "cli/tensor_description.h"

#include <string>

#include "mrec/core/error.h"
#include "mrec/core/safetensors.h"
#include "mrec/core/utf8.h"
#include "mrec/embedding/musicnn.h"
#include "mrec/library/index.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json describe_index(const fs::path& file) {
  const auto kept = library::read_kept_index(file);
  if (!kept) {
    throw Error(ErrorKind::kFormat, file.string(), "is damaged, or an index of another version",
                "delete it: mrec recommend makes it again");
  }
  return {{"kind", "index"},
          {"root", to_utf8(kept->index.root.string())},
          {"tracks", kept->index.tracks.size()},
          {"left_out", kept->index.left_out},
          {"genres", kept->index.genres},
          {"embedding", kept->sources.embedding},
          {"dimensions", kept->index.embeddings.cols()}};
}

Json describe_musicnn(const fs::path& file) {
  const auto network = embedding::Musicnn::load(file);
  return {{"kind", "musicnn"},
          {"weights", network.weights()},
          {"dimensions", embedding::Musicnn::kDimensions},
          {"tags", network.tags()}};
}

}  // namespace

std::optional<Json> describe_tensors(const fs::path& file) {
  const TensorFile tensors = read_safetensors(file);
  const auto format = tensors.metadata.find("format");
  if (format == tensors.metadata.end()) return std::nullopt;
  if (format->second == "mrec-index") return describe_index(file);
  if (format->second == "mrec-musicnn") return describe_musicnn(file);
  return std::nullopt;
}

}  // namespace mrec::cli
