#pragma once

#include <cstddef>
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

/// The memory that the entries of all blocks of a table may take. Names are stored by what differs from the
/// one before, so that a small file could hold endless ones.
class EntryAllowance {
 public:
  /// Throws Damage when an entry is more than is left.
  void take(const TableEntry& entry);

 private:
  std::size_t left_ = std::size_t{1} << 26;
};

/// The entries of one block, without the type and the checksum that follow it in the file. Throws Damage.
std::vector<TableEntry> read_block(std::string_view block, EntryAllowance& allowance);

}  // namespace mrec::embedding
