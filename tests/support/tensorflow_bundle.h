#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mrec/core/safetensors.h"

namespace mrec::testing {

/// Keys and values in the order of the keys.
using TableContent = std::vector<std::pair<std::string, std::string>>;

std::string varint(std::uint64_t number);
std::string fixed32(std::uint32_t number);

/// A block of a LevelDB table: each key shares with the one before what it can.
std::string table_block(const TableContent& content);

/// A LevelDB table with these blocks. `type` is what they claim to be compressed by: 0 is by nothing.
std::string sorted_table(const std::vector<TableContent>& blocks, char type = 0);

/// The message that tells of a variable: where its data lie, and their checksum.
std::string bundle_entry(const std::vector<std::int64_t>& shape, std::uint64_t offset, std::string_view data,
                         std::uint64_t type = 1);

/// The message that tells of the whole checkpoint.
std::string bundle_header(std::uint64_t shards = 1, std::uint64_t endianness = 0);

/// A checkpoint with these arrays, whose data lie in the order given: the files `name`.index and
/// `name`.data-00000-of-00001. Returns the index.
std::filesystem::path write_bundle(const std::filesystem::path& name,
                                   const std::vector<NamedTensor>& tensors);

}  // namespace mrec::testing
