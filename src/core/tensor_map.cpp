#include "mrec/core/tensor_map.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "mrec/core/atomic_file.h"
#include "mrec/core/error.h"
#include "safetensors_header.h"

namespace mrec {
namespace {

/// A line of the cache, and a multiple of all numbers and vector registers.
constexpr std::size_t kAlignment = 64;

SafetensorsHeader header_of(const std::map<std::string, std::string>& metadata,
                            const std::vector<ArrayBytes>& arrays) {
  SafetensorsHeader header{.metadata = metadata, .entries = {}};
  for (const ArrayBytes& array : arrays) {
    header.entries.push_back(
        {.name = array.name, .dtype = array.dtype, .shape = {array.shape.begin(), array.shape.end()}});
  }
  return header;
}

SafetensorsHeader read_header(std::string_view bytes, std::string_view& data) {
  std::uint64_t length = 0;
  if (bytes.size() < sizeof length) throw SafetensorsDamage{"is too short for a safetensors file"};
  std::memcpy(&length, bytes.data(), sizeof length);
  bytes.remove_prefix(sizeof length);
  check_header_length(length, bytes.size());
  data = bytes.substr(length);
  return parse_safetensors_header(bytes.substr(0, length), data.size());
}

}  // namespace

TensorMap TensorMap::of_file(const std::filesystem::path& path) {
  TensorMap map;
  map.file_ = MappedFile(path);
  map.parse(map.file_.bytes(), path);
  return map;
}

TensorMap TensorMap::of_bytes(std::string_view bytes, const std::filesystem::path& name) {
  TensorMap map;
  map.memory_.resize(bytes.size() / sizeof(Line) + 1);
  std::ranges::copy(bytes, reinterpret_cast<char*>(map.memory_.data()));
  map.parse({reinterpret_cast<const char*>(map.memory_.data()), bytes.size()}, name);
  return map;
}

void TensorMap::parse(std::string_view bytes, const std::filesystem::path& name) {
  try {
    std::string_view data;
    SafetensorsHeader header = read_header(bytes, data);
    metadata_ = std::move(header.metadata);
    for (TensorEntry& entry : header.entries) {
      arrays_.push_back({.name = std::move(entry.name),
                         .dtype = std::move(entry.dtype),
                         .shape = {entry.shape.begin(), entry.shape.end()},
                         .bytes = data.substr(entry.begin, entry.end - entry.begin)});
    }
  } catch (const SafetensorsDamage& damage) {
    throw Error(ErrorKind::kFormat, name.string(), damage.problem, kSafetensorsAdvice);
  }
}

std::string_view TensorMap::array(std::string_view name, std::string_view dtype, std::size_t alignment,
                                  const std::vector<std::uint64_t>* shape) const {
  const auto found = std::ranges::find(arrays_, name, &ArrayBytes::name);
  const bool fits =
      found != arrays_.end() && found->dtype == dtype && (shape == nullptr || found->shape == *shape) &&
      (found->bytes.empty() || reinterpret_cast<std::uintptr_t>(found->bytes.data()) % alignment == 0);
  if (!fits) {
    throw Error(ErrorKind::kFormat, "",
                "the array \"" + std::string(name) + "\" is missing or of another kind", kSafetensorsAdvice);
  }
  return found->bytes;
}

std::string tensor_map_bytes(const std::map<std::string, std::string>& metadata,
                             const std::vector<ArrayBytes>& arrays) {
  std::string bytes = safetensors_beginning(header_of(metadata, arrays), kAlignment);
  for (const ArrayBytes& array : arrays) bytes += array.bytes;
  return bytes;
}

void write_tensor_map(const std::filesystem::path& path, const std::map<std::string, std::string>& metadata,
                      const std::vector<ArrayBytes>& arrays) {
  AtomicFile out(path);
  out.write(safetensors_beginning(header_of(metadata, arrays), kAlignment));
  for (const ArrayBytes& array : arrays) out.write(array.bytes);
  out.commit();
}

}  // namespace mrec
