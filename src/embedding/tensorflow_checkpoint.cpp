#include "mrec/embedding/tensorflow_checkpoint.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <fstream>
#include <optional>
#include <utility>

#include "embedding/bundle_messages.h"
#include "embedding/crc32c.h"
#include "embedding/damage.h"
#include "embedding/sorted_table.h"
#include "mrec/core/error.h"

namespace mrec::embedding {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostIndexBytes = std::uint64_t{1} << 26;
constexpr std::uint64_t kFloat32 = 1;
constexpr std::string_view kIndexEnd = "index";
constexpr std::string_view kDataEnd = "data-00000-of-00001";
constexpr const char* kAdvice = "fetch or unpack the checkpoint again";

[[noreturn]] void fail_to_read(const fs::path& path) {
  throw Error(ErrorKind::kIo, path.string(), "cannot be read (" + system_error_text() + ")",
              "index and data of a checkpoint must lie side by side");
}

/// An open file and its size.
struct OpenFile {
  explicit OpenFile(const fs::path& path) : stream(path, std::ios::binary | std::ios::ate) {
    const auto end = static_cast<std::streamoff>(stream.tellg());
    std::error_code error;
    const bool is_folder = fs::is_directory(path, error);
    if (is_folder) errno = EISDIR;
    if (!stream.is_open() || end < 0 || is_folder) fail_to_read(path);
    size = static_cast<std::uint64_t>(end);
  }

  std::ifstream stream;
  std::uint64_t size = 0;
};

std::string read_index(const fs::path& path) {
  OpenFile file(path);
  if (file.size > kMostIndexBytes) throw Damage{"is too long for a checkpoint's index"};
  std::string bytes(file.size, ' ');
  file.stream.seekg(0);
  if (!file.stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) fail_to_read(path);
  return bytes;
}

std::vector<CheckpointVariable> read_variables(std::string_view index) {
  const std::vector<TableEntry> entries = read_sorted_table(index);
  if (entries.empty() || !entries.front().key.empty()) throw Damage{"does not begin as a checkpoint's index"};
  check_bundle_header(entries.front().value);
  std::vector<CheckpointVariable> variables;
  for (auto entry = entries.begin() + 1; entry != entries.end(); ++entry) {
    variables.push_back(read_bundle_entry(entry->value));
    variables.back().name = entry->key;
  }
  return variables;
}

/// How many bytes float32 numbers of this shape take; nothing when that many cannot be told.
std::optional<std::uint64_t> bytes_of_shape(const std::vector<std::int64_t>& shape) {
  std::uint64_t bytes = sizeof(float);
  for (const std::int64_t extent : shape) {
    if (extent < 0 || __builtin_mul_overflow(bytes, static_cast<std::uint64_t>(extent), &bytes))
      return std::nullopt;
  }
  return bytes;
}

std::string named(const CheckpointVariable& variable) {
  return "variable \"" + variable.name + "\"";
}

void check(const CheckpointVariable& variable) {
  if (variable.type != kFloat32) throw Damage{named(variable) + " does not hold float32 numbers"};
  if (variable.in_slices) throw Damage{named(variable) + " is stored in slices, which mrec does not read"};
  if (bytes_of_shape(variable.shape) != variable.bytes) {
    throw Damage{named(variable) + " has a shape that does not fit its size"};
  }
}

/// The size is known to fit the shape.
std::vector<float> read_values(const CheckpointVariable& variable, const fs::path& data) {
  OpenFile file(data);
  if (variable.offset > file.size || variable.bytes > file.size - variable.offset) {
    throw Damage{"is cut short: it ends before the end of " + named(variable)};
  }
  std::vector<float> values(variable.bytes / sizeof(float));
  char* bytes = reinterpret_cast<char*>(values.data());
  file.stream.seekg(static_cast<std::streamoff>(variable.offset));
  if (!file.stream.read(bytes, static_cast<std::streamsize>(variable.bytes))) fail_to_read(data);
  if (masked(crc32c({bytes, variable.bytes})) != variable.checksum) {
    throw Damage{"is damaged: the checksum of " + named(variable) + " does not fit its data"};
  }
  return values;
}

/// What `read` returns; Damage becomes an error of the file.
template <class Read>
auto reading(const fs::path& path, Read read) {
  try {
    return read();
  } catch (const Damage& damage) {
    throw Error(ErrorKind::kFormat, path.string(), damage.problem, kAdvice);
  }
}

}  // namespace

TensorflowCheckpoint::TensorflowCheckpoint(fs::path index, fs::path data)
    : index_(std::move(index)), data_(std::move(data)) {
  variables_ = reading(index_, [&] { return read_variables(read_index(index_)); });
}

NamedTensor TensorflowCheckpoint::read(std::string_view name) const {
  const auto variable = reading(index_, [&] {
    const auto found = std::ranges::lower_bound(variables_, name, {}, &CheckpointVariable::name);
    if (found == variables_.end() || found->name != name) {
      throw Damage{"has no variable \"" + std::string(name) + "\""};
    }
    check(*found);
    return found;
  });
  return {.name = variable->name, .shape = variable->shape, .values = reading(data_, [&] {
                                                              return read_values(*variable, data_);
                                                            })};
}

fs::path checkpoint_data(const fs::path& index) {
  std::string path = index.string();
  assert(path.ends_with(kIndexEnd));
  return path.replace(path.size() - kIndexEnd.size(), kIndexEnd.size(), kDataEnd);
}

}  // namespace mrec::embedding
