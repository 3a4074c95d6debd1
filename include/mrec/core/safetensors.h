#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mrec {

/// A float32 array with a name, row-major.
struct NamedTensor {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};

/// What a safetensors file holds: text metadata and float32 tensors. Format: 8 bytes little-endian header
/// length, a JSON header {"__metadata__": {...}, name: {"dtype", "shape", "data_offsets"}}, then the data
/// without gaps.
struct TensorFile {
  std::map<std::string, std::string> metadata;
  std::vector<NamedTensor> tensors;

  /// Throws Error{kFormat} naming the tensor when it is missing.
  const NamedTensor& tensor(std::string_view name) const;
  /// Throws Error{kFormat} naming the key when it is missing.
  const std::string& value(std::string_view key) const;
};

/// Tensors are stored in the order given; the same content gives the same bytes. Replaces `path` in one step.
/// Names must differ; bytes that are not UTF-8 in names and metadata become U+FFFD.
void write_safetensors(const std::filesystem::path& path, const TensorFile& file);

/// Throws Error{kIo} when the file cannot be read and Error{kFormat} for anything that is not exactly such a
/// file: too short, a header that is not JSON, another dtype than F32, shapes and offsets that disagree,
/// gaps, overlaps, NaN.
TensorFile read_safetensors(const std::filesystem::path& path);

}  // namespace mrec
