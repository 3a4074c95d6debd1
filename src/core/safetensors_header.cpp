#include "safetensors_header.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>

namespace mrec {
namespace {

using Json = nlohmann::ordered_json;

/// As the format's own library; more is hostile.
constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;
constexpr int kMaxDepth = 8;
constexpr std::uint64_t kWidestNumber = 8;
constexpr const char* kMetadataKey = "__metadata__";

/// 0 for a kind that mrec does not know.
std::uint64_t bytes_of_number(std::string_view dtype) {
  if (dtype == "F64" || dtype == "U64") return 8;
  if (dtype == "F32" || dtype == "U32") return 4;
  if (dtype == "U16") return 2;
  return dtype == "U8" ? 1 : 0;
}

/// A callback for the parser: fails on a name that occurs twice in the header, where the last would silently
/// win, and on deep nesting.
class HeaderWatch {
 public:
  bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > kMaxDepth) throw SafetensorsDamage{"has a header that is nested too deeply"};
    if (event == Json::parse_event_t::key && depth == 1 && !names_.insert(parsed.get<std::string>()).second) {
      throw SafetensorsDamage{"holds \"" + parsed.get<std::string>() + "\" twice"};
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
    if (!header.is_object()) throw SafetensorsDamage{"has a header that is not a JSON object"};
    return header;
  } catch (const Json::exception&) {
    throw SafetensorsDamage{"has a header that is not JSON"};
  }
}

/// A JSON integer that is not negative.
std::optional<std::uint64_t> natural(const Json& value) {
  return value.is_number_unsigned() ? std::optional(value.get<std::uint64_t>()) : std::nullopt;
}

/// Reads the shape and checks that the number of values, in bytes, can be told in 63 bits.
void read_shape(const Json& shape, TensorEntry& entry) {
  constexpr std::uint64_t kMost = std::numeric_limits<std::int64_t>::max() / kWidestNumber;
  if (!shape.is_array()) throw SafetensorsDamage{"tensor \"" + entry.name + "\" has no shape"};
  for (const Json& item : shape) {
    const auto extent = natural(item);
    if (!extent || *extent > kMost || (*extent > 0 && entry.count > kMost / *extent)) {
      throw SafetensorsDamage{"tensor \"" + entry.name + "\" has an impossible shape"};
    }
    entry.count *= *extent;
    entry.shape.push_back(static_cast<std::int64_t>(*extent));
  }
}

TensorEntry read_entry(const std::string& name, const Json& description, std::string_view only_dtype) {
  TensorEntry entry{.name = name, .dtype = {}, .shape = {}};
  if (!description.is_object() || !description.contains("dtype") || !description.contains("shape") ||
      !description.contains("data_offsets")) {
    throw SafetensorsDamage{"tensor \"" + name + "\" has no dtype, shape or data_offsets"};
  }
  entry.dtype = description["dtype"].is_string() ? description["dtype"].get<std::string>() : std::string();
  if (!only_dtype.empty() && entry.dtype != only_dtype) {
    throw SafetensorsDamage{"tensor \"" + name + "\" does not hold " + std::string(only_dtype) + " numbers"};
  }
  if (bytes_of_number(entry.dtype) == 0) {
    throw SafetensorsDamage{"tensor \"" + name + "\" holds numbers of an unknown kind"};
  }
  read_shape(description["shape"], entry);
  const Json& offsets = description["data_offsets"];
  const bool pair = offsets.is_array() && offsets.size() == 2 && natural(offsets[0]) && natural(offsets[1]);
  if (!pair) throw SafetensorsDamage{"tensor \"" + name + "\" has impossible data_offsets"};
  entry.begin = *natural(offsets[0]);
  entry.end = *natural(offsets[1]);
  if (entry.end < entry.begin || entry.end - entry.begin != entry.count * bytes_of_number(entry.dtype)) {
    throw SafetensorsDamage{"tensor \"" + name + "\" has data_offsets that do not fit its shape"};
  }
  return entry;
}

std::map<std::string, std::string> read_metadata(const Json& description) {
  if (!description.is_object()) throw SafetensorsDamage{"has metadata that is not a JSON object"};
  std::map<std::string, std::string> metadata;
  for (const auto& [key, value] : description.items()) {
    if (!value.is_string()) throw SafetensorsDamage{"has metadata \"" + key + "\" that is not text"};
    metadata[key] = value.get<std::string>();
  }
  return metadata;
}

/// The tensors must lie one after the other and fill the data.
void check_layout(std::vector<TensorEntry>& entries, std::uint64_t data_bytes) {
  std::ranges::stable_sort(entries, {},
                           [](const TensorEntry& entry) { return std::pair(entry.begin, entry.end); });
  std::uint64_t offset = 0;
  for (const TensorEntry& entry : entries) {
    if (entry.begin != offset)
      throw SafetensorsDamage{"tensor \"" + entry.name + "\" overlaps another or leaves a gap"};
    offset = entry.end;
  }
  if (offset > data_bytes) throw SafetensorsDamage{"is cut short: the data of the last tensors are missing"};
  if (offset < data_bytes) throw SafetensorsDamage{"has bytes after the last tensor"};
}

std::uint64_t count_of(const std::vector<std::int64_t>& shape) {
  std::uint64_t count = 1;
  for (const std::int64_t extent : shape) count *= static_cast<std::uint64_t>(extent);
  return count;
}

}  // namespace

void check_header_length(std::uint64_t length, std::uint64_t bytes_left) {
  if (length > kMaxHeaderBytes || length > bytes_left) {
    throw SafetensorsDamage{
        "has a header that is longer than the file, so it is cut short or no safetensors file"};
  }
}

SafetensorsHeader parse_safetensors_header(std::string_view text, std::uint64_t data_bytes,
                                           std::string_view only_dtype) {
  SafetensorsHeader header;
  const Json json = parse_header(text);
  for (const auto& [name, description] : json.items()) {
    if (name == kMetadataKey) {
      header.metadata = read_metadata(description);
    } else {
      header.entries.push_back(read_entry(name, description, only_dtype));
    }
  }
  check_layout(header.entries, data_bytes);
  return header;
}

std::string safetensors_beginning(const SafetensorsHeader& header, std::size_t alignment) {
  Json json = Json::object();
  if (!header.metadata.empty()) json[kMetadataKey] = header.metadata;
  std::uint64_t offset = 0;
  for (const TensorEntry& entry : header.entries) {
    assert(entry.name != kMetadataKey && !json.contains(entry.name));
    const std::uint64_t end = offset + count_of(entry.shape) * bytes_of_number(entry.dtype);
    json[entry.name] = {{"dtype", entry.dtype}, {"shape", entry.shape}, {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  text.append((alignment - (kSafetensorsLengthBytes + text.size()) % alignment) % alignment, ' ');
  const std::uint64_t length = text.size();
  return std::string(reinterpret_cast<const char*>(&length), kSafetensorsLengthBytes) + text;
}

}  // namespace mrec
