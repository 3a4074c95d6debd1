#include "mrec/core/safetensors.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fstream>
#include <system_error>
#include <utility>

#include "mrec/core/atomic_file.h"
#include "mrec/core/error.h"
#include "safetensors_header.h"

namespace mrec {
namespace {

static_assert(std::endian::native == std::endian::little, "the file's numbers are copied as they are");

constexpr std::size_t kAlignment = 8;

SafetensorsHeader header_of(const TensorFile& file) {
  SafetensorsHeader header{.metadata = file.metadata, .entries = {}};
  for (const NamedTensor& tensor : file.tensors) {
    header.entries.push_back({.name = tensor.name, .dtype = "F32", .shape = tensor.shape});
  }
  return header;
}

/// A file being read from its beginning to its end.
class Source {
 public:
  explicit Source(const std::filesystem::path& path)
      : path_(path), stream_(path, std::ios::binary | std::ios::ate) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
      throw Error(ErrorKind::kIo, path.string(), "is a folder", "name a safetensors file");
    }
    const auto end = static_cast<std::streamoff>(stream_.tellg());
    if (!stream_.is_open() || end < 0) fail();
    left_ = static_cast<std::uint64_t>(end);
    stream_.seekg(0);
  }

  /// Bytes that are not read yet.
  std::uint64_t left() const { return left_; }

  void read(void* to, std::uint64_t bytes) {
    if (!stream_.read(static_cast<char*>(to), static_cast<std::streamsize>(bytes))) fail();
    left_ -= bytes;
  }

 private:
  [[noreturn]] void fail() const {
    throw Error(ErrorKind::kIo, path_.string(), "cannot be read (" + system_error_text() + ")",
                "check the name and the permissions");
  }

  const std::filesystem::path& path_;
  std::ifstream stream_;
  std::uint64_t left_ = 0;
};

/// The JSON text at the beginning.
std::string read_header(Source& source) {
  std::uint64_t length = 0;
  if (source.left() < kSafetensorsLengthBytes) throw SafetensorsDamage{"is too short for a safetensors file"};
  source.read(&length, kSafetensorsLengthBytes);
  check_header_length(length, source.left());
  std::string text(length, ' ');
  source.read(text.data(), length);
  return text;
}

NamedTensor read_values(const TensorEntry& entry, Source& source) {
  NamedTensor tensor{.name = entry.name, .shape = entry.shape, .values = std::vector<float>(entry.count)};
  source.read(tensor.values.data(), entry.end - entry.begin);
  if (!std::ranges::all_of(tensor.values, [](float value) { return std::isfinite(value); })) {
    throw SafetensorsDamage{"tensor \"" + entry.name + "\" holds a value that is not a number or infinite"};
  }
  return tensor;
}

TensorFile read_file(Source& source) {
  const std::string text = read_header(source);
  SafetensorsHeader header = parse_safetensors_header(text, source.left(), "F32");
  TensorFile file{.metadata = std::move(header.metadata), .tensors = {}};
  for (const TensorEntry& entry : header.entries) {
    file.tensors.push_back(read_values(entry, source));
  }
  return file;
}

}  // namespace

const NamedTensor& TensorFile::tensor(std::string_view name) const {
  const auto found = std::ranges::find(tensors, name, &NamedTensor::name);
  if (found == tensors.end()) {
    throw Error(ErrorKind::kFormat, "", "the tensor \"" + std::string(name) + "\" is missing",
                kSafetensorsAdvice);
  }
  return *found;
}

const std::string& TensorFile::value(std::string_view key) const {
  const auto found = metadata.find(std::string(key));
  if (found == metadata.end()) {
    throw Error(ErrorKind::kFormat, "", "the metadata \"" + std::string(key) + "\" are missing",
                kSafetensorsAdvice);
  }
  return found->second;
}

void write_safetensors(const std::filesystem::path& path, const TensorFile& file) {
  AtomicFile out(path);
  out.write(safetensors_beginning(header_of(file), kAlignment));
  for (const NamedTensor& tensor : file.tensors) {
    out.write({reinterpret_cast<const char*>(tensor.values.data()), tensor.values.size() * sizeof(float)});
  }
  out.commit();
}

TensorFile read_safetensors(const std::filesystem::path& path) {
  Source source(path);
  try {
    return read_file(source);
  } catch (const SafetensorsDamage& damage) {
    throw Error(ErrorKind::kFormat, path.string(), damage.problem, kSafetensorsAdvice);
  }
}

}  // namespace mrec
