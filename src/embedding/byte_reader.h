#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace mrec::embedding {

static_assert(std::endian::native == std::endian::little, "the numbers of files are copied as they are");

/// Reads bytes from the first to the last and never past them. Every function throws Damage when that would
/// be needed.
class ByteReader {
 public:
  /// The bytes are not copied: they must outlive the reader and what it returns.
  explicit ByteReader(std::string_view bytes) : left_(bytes) {}

  bool done() const { return left_.empty(); }

  /// Seven bits a byte, the lowest first, the top bit set on all but the last byte. Damage, too, when it has
  /// more than 64 bits.
  std::uint64_t varint();
  /// Little-endian.
  std::uint32_t fixed32();
  std::uint64_t fixed64();
  std::string_view bytes(std::uint64_t count);

 private:
  std::string_view left_;
};

}  // namespace mrec::embedding
