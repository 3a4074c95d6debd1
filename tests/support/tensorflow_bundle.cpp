#include "support/tensorflow_bundle.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "embedding/crc32c.h"
#include "support/temp_folder.h"

namespace mrec::testing {
namespace {

/// A field of a message; wire types 0, 2 and 5.
std::string number_field(std::uint64_t field, std::uint64_t number) {
  return varint(field << 3) + varint(number);
}

std::string text_field(std::uint64_t field, std::string_view text) {
  return varint(field << 3 | 2) + varint(text.size()) + std::string(text);
}

/// Appends a block to a file and returns its handle.
std::string append_block(std::string& file, const std::string& block, char type) {
  const std::string handle = varint(file.size()) + varint(block.size());
  const std::string kind(1, type);
  file += block + kind + fixed32(embedding::masked(embedding::crc32c(block, kind)));
  return handle;
}

}  // namespace

std::string varint(std::uint64_t number) {
  std::string bytes;
  for (; number >= 0x80; number >>= 7) bytes += static_cast<char>(number | 0x80);
  return bytes + static_cast<char>(number);
}

std::string fixed32(std::uint32_t number) {
  return {reinterpret_cast<const char*>(&number), sizeof number};
}

std::string table_block(const TableContent& content) {
  std::string block;
  std::string before;
  for (const auto& [key, value] : content) {
    const auto differs = std::ranges::mismatch(before, key);
    const auto shared = static_cast<std::uint64_t>(differs.in2 - key.begin());
    block += varint(shared) + varint(key.size() - shared) + varint(value.size()) + key.substr(shared) + value;
    before = key;
  }
  return block + fixed32(0) + fixed32(1);
}

std::string sorted_table(const std::vector<TableContent>& blocks, char type) {
  std::string file;
  TableContent index;
  for (const TableContent& block : blocks) {
    index.emplace_back(block.back().first + "\x7F", append_block(file, table_block(block), type));
  }
  std::string footer = append_block(file, table_block({}), 0);
  footer += append_block(file, table_block(index), 0);
  footer.resize(40);
  return file + footer + fixed32(0x8B80FB57) + fixed32(0xDB477524);
}

std::string bundle_entry(const std::vector<std::int64_t>& shape, std::uint64_t offset, std::string_view data,
                         std::uint64_t type) {
  std::string dimensions;
  for (const std::int64_t extent : shape) {
    dimensions += text_field(2, number_field(1, static_cast<std::uint64_t>(extent)));
  }
  const std::uint32_t checksum = embedding::masked(embedding::crc32c(data));
  return number_field(1, type) + text_field(2, dimensions) + number_field(4, offset) +
         number_field(5, data.size()) + varint(6 << 3 | 5) + fixed32(checksum);
}

std::string bundle_header(std::uint64_t shards, std::uint64_t endianness) {
  return number_field(1, shards) + number_field(2, endianness) + text_field(3, number_field(1, 1));
}

std::filesystem::path write_bundle(const std::filesystem::path& name,
                                   const std::vector<NamedTensor>& tensors) {
  std::string data;
  std::map<std::string, std::string> entries = {{"", bundle_header()}};
  for (const NamedTensor& tensor : tensors) {
    const std::string_view bytes(reinterpret_cast<const char*>(tensor.values.data()),
                                 tensor.values.size() * sizeof(float));
    entries[tensor.name] = bundle_entry(tensor.shape, data.size(), bytes);
    data += bytes;
  }
  write_bytes(name.string() + ".data-00000-of-00001", data);
  write_bytes(name.string() + ".index", sorted_table({TableContent(entries.begin(), entries.end())}));
  return name.string() + ".index";
}

}  // namespace mrec::testing
