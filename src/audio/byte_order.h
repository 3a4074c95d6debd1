#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace mrec::audio {

/// The unsigned number of `count` (at most 8) bytes at `offset`, the lowest byte first. They must be there.
inline std::uint64_t little_endian(std::span<const unsigned char> bytes, std::size_t offset,
                                   std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = count; i-- > 0;) value = value << 8U | bytes[offset + i];
  return value;
}

/// The same, the highest byte first.
inline std::uint64_t big_endian(std::span<const unsigned char> bytes, std::size_t offset, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8U | bytes[offset + i];
  return value;
}

/// Whether `word` stands at `offset`.
inline bool has_word(std::span<const unsigned char> bytes, std::size_t offset, std::string_view word) {
  if (bytes.size() < word.size() || bytes.size() - word.size() < offset) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (bytes[offset + i] != static_cast<unsigned char>(word[i])) return false;
  }
  return true;
}

}  // namespace mrec::audio
