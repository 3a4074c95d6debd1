#include "mrec/core/safetensors.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "mrec/core/atomic_file.h"
#include "mrec/core/error.h"

namespace mrec {
namespace {

using Json = nlohmann::ordered_json;

static_assert(std::endian::native == std::endian::little, "the file's numbers are copied as they are");

constexpr std::size_t kLengthBytes = 8;
constexpr std::size_t kAlignment = 8;
/// As the format's own library; more is hostile.
constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;
constexpr int kMaxDepth = 8;
constexpr const char* kMetadataKey = "__metadata__";
constexpr const char* kAdvice = "make the file again or fetch a whole copy";

/// What is wrong with a file; read_safetensors() puts the path before it.
struct Damage {
  std::string problem;
};

/// One tensor as the header tells of it; the bytes are counted from the end of the header.
struct Entry {
  std::string name;
  std::vector<std::int64_t> shape;
  std::uint64_t count = 1;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

Json header_of(const TensorFile& file) {
  Json header = Json::object();
  if (!file.metadata.empty()) header[kMetadataKey] = file.metadata;
  std::uint64_t offset = 0;
  for (const NamedTensor& tensor : file.tensors) {
    assert(tensor.name != kMetadataKey && !header.contains(tensor.name));
    const std::uint64_t end = offset + tensor.values.size() * sizeof(float);
    header[tensor.name] = {{"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
    offset = end;
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
  if (source.left() < kLengthBytes) throw Damage{"is too short for a safetensors file"};
  source.read(&length, kLengthBytes);
  if (length > kMaxHeaderBytes || length > source.left()) {
    throw Damage{"has a header that is longer than the file, so it is cut short or no safetensors file"};
  }
  std::string text(length, ' ');
  source.read(text.data(), length);
  return text;
}

/// A callback for the parser: fails on a name that occurs twice in the header, where the last would silently
/// win, and on deep nesting.
class HeaderWatch {
 public:
  bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > kMaxDepth) throw Damage{"has a header that is nested too deeply"};
    if (event == Json::parse_event_t::key && depth == 1 && !names_.insert(parsed.get<std::string>()).second) {
      throw Damage{"holds \"" + parsed.get<std::string>() + "\" twice"};
    }
    return true;
  }

 private:
  std::set<std::string> names_;
};

Json parse_header(std::string_view text) {
  try {
    HeaderWatch watch;
    Json header = Json::parse(text, [&](int depth, Json::parse_event_t event, Json& parsed) {
      return watch(depth, event, parsed);
    });
    if (!header.is_object()) throw Damage{"has a header that is not a JSON object"};
    return header;
  } catch (const Json::exception&) {
    throw Damage{"has a header that is not JSON"};
  }
}

/// A JSON integer that is not negative.
std::optional<std::uint64_t> natural(const Json& value) {
  return value.is_number_unsigned() ? std::optional(value.get<std::uint64_t>()) : std::nullopt;
}

/// Reads the shape and checks that the number of values, in bytes, can be told in 63 bits.
void read_shape(const Json& shape, Entry& entry) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max() / sizeof(float);
  if (!shape.is_array()) throw Damage{"tensor \"" + entry.name + "\" has no shape"};
  for (const Json& item : shape) {
    const auto extent = natural(item);
    if (!extent || *extent > kMost || (*extent > 0 && entry.count > kMost / *extent)) {
      throw Damage{"tensor \"" + entry.name + "\" has an impossible shape"};
    }
    entry.count *= *extent;
    entry.shape.push_back(static_cast<std::int64_t>(*extent));
  }
}

Entry read_entry(const std::string& name, const Json& description) {
  Entry entry{.name = name, .shape = {}};
  if (!description.is_object() || !description.contains("dtype") || !description.contains("shape") ||
      !description.contains("data_offsets")) {
    throw Damage{"tensor \"" + name + "\" has no dtype, shape or data_offsets"};
  }
  if (description["dtype"] != "F32") throw Damage{"tensor \"" + name + "\" does not hold F32 numbers"};
  read_shape(description["shape"], entry);
  const Json& offsets = description["data_offsets"];
  const bool pair = offsets.is_array() && offsets.size() == 2 && natural(offsets[0]) && natural(offsets[1]);
  if (!pair) throw Damage{"tensor \"" + name + "\" has impossible data_offsets"};
  entry.begin = *natural(offsets[0]);
  entry.end = *natural(offsets[1]);
  if (entry.end < entry.begin || entry.end - entry.begin != entry.count * sizeof(float)) {
    throw Damage{"tensor \"" + name + "\" has data_offsets that do not fit its shape"};
  }
  return entry;
}

std::map<std::string, std::string> read_metadata(const Json& description) {
  if (!description.is_object()) throw Damage{"has metadata that is not a JSON object"};
  std::map<std::string, std::string> metadata;
  for (const auto& [key, value] : description.items()) {
    if (!value.is_string()) throw Damage{"has metadata \"" + key + "\" that is not text"};
    metadata[key] = value.get<std::string>();
  }
  return metadata;
}

/// The tensors must lie one after the other and fill the data.
void check_layout(std::vector<Entry>& entries, std::uint64_t data_bytes) {
  std::ranges::stable_sort(entries, {}, [](const Entry& entry) { return std::pair(entry.begin, entry.end); });
  std::uint64_t offset = 0;
  for (const Entry& entry : entries) {
    if (entry.begin != offset) throw Damage{"tensor \"" + entry.name + "\" overlaps another or leaves a gap"};
    offset = entry.end;
  }
  if (offset > data_bytes) throw Damage{"is cut short: the data of the last tensors are missing"};
  if (offset < data_bytes) throw Damage{"has bytes after the last tensor"};
}

NamedTensor read_values(const Entry& entry, Source& source) {
  NamedTensor tensor{.name = entry.name, .shape = entry.shape, .values = std::vector<float>(entry.count)};
  source.read(tensor.values.data(), entry.end - entry.begin);
  if (!std::ranges::all_of(tensor.values, [](float value) { return std::isfinite(value); })) {
    throw Damage{"tensor \"" + entry.name + "\" holds a value that is not a number or infinite"};
  }
  return tensor;
}

TensorFile read_file(Source& source) {
  TensorFile file;
  std::vector<Entry> entries;
  const Json header = parse_header(read_header(source));
  for (const auto& [name, description] : header.items()) {
    if (name == kMetadataKey) {
      file.metadata = read_metadata(description);
    } else {
      entries.push_back(read_entry(name, description));
    }
  }
  check_layout(entries, source.left());
  for (const Entry& entry : entries) file.tensors.push_back(read_values(entry, source));
  return file;
}

}  // namespace

const NamedTensor& TensorFile::tensor(std::string_view name) const {
  const auto found = std::ranges::find(tensors, name, &NamedTensor::name);
  if (found == tensors.end()) {
    throw Error(ErrorKind::kFormat, "", "the tensor \"" + std::string(name) + "\" is missing", kAdvice);
  }
  return *found;
}

const std::string& TensorFile::value(std::string_view key) const {
  const auto found = metadata.find(std::string(key));
  if (found == metadata.end()) {
    throw Error(ErrorKind::kFormat, "", "the metadata \"" + std::string(key) + "\" are missing", kAdvice);
  }
  return found->second;
}

void write_safetensors(const std::filesystem::path& path, const TensorFile& file) {
  std::string header = header_of(file).dump(-1, ' ', false, Json::error_handler_t::replace);
  header.append((kAlignment - header.size() % kAlignment) % kAlignment, ' ');
  const std::uint64_t length = header.size();
  const auto bytes_of = [](const auto* values, std::size_t count) {
    return std::string_view(reinterpret_cast<const char*>(values), count * sizeof(*values));
  };
  AtomicFile out(path);
  out.write(bytes_of(&length, 1));
  out.write(header);
  for (const NamedTensor& tensor : file.tensors)
    out.write(bytes_of(tensor.values.data(), tensor.values.size()));
  out.commit();
}

TensorFile read_safetensors(const std::filesystem::path& path) {
  Source source(path);
  try {
    return read_file(source);
  } catch (const Damage& damage) {
    throw Error(ErrorKind::kFormat, path.string(), damage.problem, kAdvice);
  }
}

}  // namespace mrec
