#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mrec::embedding {

struct TableEntry {
  std::string key;
  std::string_view value;  ///< points into the table
};

/// The entries of a LevelDB table (https://github.com/google/leveldb/blob/main/doc/table_format.md), by key.
/// Throws Damage for anything else, for compressed blocks and for blocks that do not fit their checksum.
/// The bytes must outlive what is returned.
std::vector<TableEntry> read_sorted_table(std::string_view file);

/// The entries of one block, without the type and the checksum that follow it in the file. Throws Damage.
std::vector<TableEntry> read_block(std::string_view block);

}  // namespace mrec::embedding
