#include "mrec/library/index.h"

#include <sys/stat.h>

#include <utility>

#include "index_json.h"
#include "mrec/core/error.h"
#include "mrec/core/safetensors.h"

namespace mrec::library {
namespace {

NamedTensor to_tensor(std::string name, const Matrix& matrix) {
  return {.name = std::move(name),
          .shape = {matrix.rows(), matrix.cols()},
          .values = std::vector<float>(matrix.data(), matrix.data() + matrix.size())};
}

/// Throws Error{kFormat} when it is no matrix of so many rows.
Matrix to_matrix(const NamedTensor& tensor, std::size_t rows) {
  if (tensor.shape.size() != 2 || tensor.shape[0] != static_cast<std::int64_t>(rows)) {
    throw Error(ErrorKind::kFormat, tensor.name, "is not a matrix with a row a track");
  }
  return Eigen::Map<const Matrix>(tensor.values.data(), tensor.shape[0], tensor.shape[1]);
}

/// `wanted`: see from_metadata().
std::optional<KeptIndex> to_index(const TensorFile& file, const IndexSources* wanted) {
  std::optional<KeptIndex> kept = from_metadata(file.metadata, wanted);
  if (!kept) return std::nullopt;
  Index& index = kept->index;
  index.embeddings = to_matrix(file.tensor("embeddings"), index.tracks.size());
  index.probabilities = to_matrix(file.tensor("probabilities"), index.tracks.size());
  if (index.probabilities.cols() != static_cast<Eigen::Index>(index.genres.size())) return std::nullopt;
  return kept;
}

std::optional<KeptIndex> read_if_whole(const std::filesystem::path& path, const IndexSources* wanted) {
  try {
    return to_index(read_safetensors(path), wanted);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

FileStamp stamp_of(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) {
    throw Error(ErrorKind::kIo, file.string(), "cannot be read (" + system_error_text() + ")");
  }
  return {.size_bytes = static_cast<std::uint64_t>(status.st_size),
          .mtime_us = std::int64_t{status.st_mtim.tv_sec} * 1'000'000 + status.st_mtim.tv_nsec / 1000};
}

std::filesystem::path index_path_of(const std::filesystem::path& library_file) {
  std::filesystem::path path = library_file;
  path += ".index";
  return path;
}

void write_index(const std::filesystem::path& path, const Index& index, const IndexSources& sources) {
  TensorFile file;
  file.metadata = to_metadata(index, sources);
  file.tensors.push_back(to_tensor("embeddings", index.embeddings));
  file.tensors.push_back(to_tensor("probabilities", index.probabilities));
  write_safetensors(path, file);
}

std::optional<Index> read_index(const std::filesystem::path& path, const IndexSources& sources) {
  std::optional<KeptIndex> kept = read_if_whole(path, &sources);
  if (!kept) return std::nullopt;
  return std::move(kept->index);
}

std::optional<KeptIndex> read_kept_index(const std::filesystem::path& path) {
  return read_if_whole(path, nullptr);
}

}  // namespace mrec::library
