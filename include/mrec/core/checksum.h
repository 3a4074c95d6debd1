#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mrec {

/// 128 bits that tell texts apart (XXH3; no protection against forgers), as 32 hexadecimal digits.
std::string checksum(std::string_view bytes);

/// 64 bits of the same kind, to find texts by.
std::uint64_t hash64(std::string_view bytes);

/// Whether a text has the form of a checksum.
inline bool is_checksum(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// checksum() of a text that comes in pieces.
class Checksum {
 public:
  Checksum();
  ~Checksum();
  Checksum(const Checksum&) = delete;
  Checksum& operator=(const Checksum&) = delete;

  void add(std::string_view bytes);
  std::string digits() const;

 private:
  void* state_;
};

}  // namespace mrec
