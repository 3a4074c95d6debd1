#include "embedding/sorted_table.h"

#include <cstdint>
#include <iterator>
#include <utility>

#include "embedding/byte_reader.h"
#include "embedding/crc32c.h"
#include "embedding/damage.h"

namespace mrec::embedding {
namespace {

constexpr std::size_t kFooterBytes = 48;
constexpr std::size_t kMagicBytes = 8;
constexpr std::uint64_t kMagic = 0xDB4775248B80FB57;
constexpr std::size_t kTrailerBytes = 5;  // type and checksum, behind every block
constexpr std::size_t kCountBytes = 4;    // of the number of restarts, and of each restart
constexpr char kPlain = 0;
constexpr char kSnappy = 1;

/// Where a block lies, without its trailer.
struct Handle {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

Handle read_handle(ByteReader& reader) {
  const std::uint64_t offset = reader.varint();
  return {.offset = offset, .size = reader.varint()};
}

/// The content of a block whose checksum is right.
std::string_view block_at(std::string_view blocks, Handle handle) {
  const bool inside = handle.offset <= blocks.size() && handle.size <= blocks.size() - handle.offset &&
                      kTrailerBytes <= blocks.size() - handle.offset - handle.size;
  if (!inside) throw Damage{"is cut short or names a block that lies outside of it"};
  ByteReader reader(blocks.substr(handle.offset));
  const std::string_view content = reader.bytes(handle.size);
  const std::string_view type = reader.bytes(1);
  if (reader.fixed32() != masked(crc32c(content, type))) {
    throw Damage{"is damaged: the checksum of a block does not fit its content"};
  }
  if (type[0] == kSnappy) throw Damage{"is compressed by Snappy, which mrec does not read"};
  if (type[0] != kPlain) throw Damage{"is compressed in a way that mrec does not know"};
  return content;
}

/// The part of a block that holds its entries; behind it are places to start from, needed only for searching.
std::string_view entries_of(std::string_view block) {
  if (block.size() < kCountBytes) throw Damage{"holds a block that is too short"};
  const std::uint64_t restarts = ByteReader(block.substr(block.size() - kCountBytes)).fixed32();
  const std::uint64_t tail = (restarts + 1) * kCountBytes;
  if (tail > block.size()) throw Damage{"holds a block that is too short"};
  return block.substr(0, block.size() - tail);
}

void append(std::vector<TableEntry>& entries, std::vector<TableEntry> more) {
  if (!entries.empty() && !more.empty() && entries.back().key >= more.front().key) {
    throw Damage{"holds names that are not in order"};
  }
  entries.insert(entries.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

void EntryAllowance::take(const TableEntry& entry) {
  const std::size_t bytes = sizeof(entry) + entry.key.size();
  if (bytes > left_) throw Damage{"holds too many names, or too long ones"};
  left_ -= bytes;
}

std::vector<TableEntry> read_block(std::string_view block, EntryAllowance& allowance) {
  std::vector<TableEntry> entries;
  std::string key;
  for (ByteReader reader(entries_of(block)); !reader.done();) {
    const std::uint64_t shared = reader.varint();
    const std::uint64_t own = reader.varint();
    const std::uint64_t value = reader.varint();
    if (shared > key.size()) throw Damage{"holds a name that shares more with the one before than there is"};
    std::string next = key.substr(0, shared).append(reader.bytes(own));
    if (!entries.empty() && next <= key) throw Damage{"holds names that are not in order"};
    key = std::move(next);
    entries.push_back({.key = key, .value = reader.bytes(value)});
    allowance.take(entries.back());
  }
  return entries;
}

std::vector<TableEntry> read_sorted_table(std::string_view file) {
  if (file.size() < kFooterBytes) throw Damage{"is too short for a checkpoint's index"};
  const std::string_view blocks = file.substr(0, file.size() - kFooterBytes);
  const std::string_view footer = file.substr(blocks.size());
  if (ByteReader(footer.substr(kFooterBytes - kMagicBytes)).fixed64() != kMagic) {
    throw Damage{"is cut short or no checkpoint's index"};
  }
  ByteReader handles(footer.substr(0, kFooterBytes - kMagicBytes));
  block_at(blocks, read_handle(handles));  // says nothing of the entries, but has a checksum too
  EntryAllowance allowance;
  std::vector<TableEntry> entries;
  std::uint64_t end = 0;
  for (const TableEntry& entry : read_block(block_at(blocks, read_handle(handles)), allowance)) {
    ByteReader reader(entry.value);
    const Handle handle = read_handle(reader);
    if (handle.offset < end) throw Damage{"holds blocks that overlap"};
    append(entries, read_block(block_at(blocks, handle), allowance));
    end = handle.offset + handle.size;
  }
  return entries;
}

}  // namespace mrec::embedding
