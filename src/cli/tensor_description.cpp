#include "cli/tensor_description.h"

#include <string>

#include "mrec/core/error.h"
#include "mrec/core/tensor_map.h"
#include "mrec/core/utf8.h"
#include "mrec/embedding/musicnn.h"
#include "mrec/library/index_file.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Also by the name of the file that holds what was added to it.
Json describe_index(const fs::path& file) {
  const fs::path base = file.extension() == ".more" ? fs::path(file).replace_extension() : file;
  const auto kept = library::read_index(base);
  if (!kept) {
    throw Error(ErrorKind::kFormat, file.string(), "is damaged, or an index of another version",
                "delete it: mrec recommend makes it again");
  }
  const library::Index& index = kept->index;
  return {{"kind", "index"},
          {"root", to_utf8(index.root().string())},
          {"tracks", index.tracks()},
          {"left_out", index.left_out()},
          {"genres", index.genres()},
          {"embedding", kept->sources.embedding},
          {"dimensions", index.dimensions()},
          {"share_changed", index.share_changed()}};
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
  const TensorMap tensors = TensorMap::of_file(file);
  const auto format = tensors.metadata().find("format");
  if (format == tensors.metadata().end()) return std::nullopt;
  if (format->second == "mrec-index") return describe_index(file);
  if (format->second == "mrec-musicnn") return describe_musicnn(file);
  return std::nullopt;
}

}  // namespace mrec::cli
