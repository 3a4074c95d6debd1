#include "mrec/core/utf8.h"

#include <cstddef>
#include <cstdint>

namespace mrec {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t i) {
  return static_cast<std::uint8_t>(text[i]);
}

bool is_continuation(std::string_view text, std::size_t i) {
  return i < text.size() && (byte_at(text, i) & 0xC0U) == 0x80U;
}

/// Bytes announced by a first byte, 0 when it cannot be one.
std::size_t announced_length(std::uint8_t first) {
  if (first < 0x80U) return 1;
  if (first >= 0xC2U && first <= 0xDFU) return 2;
  if (first >= 0xE0U && first <= 0xEFU) return 3;
  if (first >= 0xF0U && first <= 0xF4U) return 4;
  return 0;
}

/// The second byte's range is narrower after E0, ED, F0 and F4 (overlong forms, surrogates, beyond U+10FFFF).
bool second_byte_fits(std::uint8_t first, std::uint8_t second) {
  switch (first) {
    case 0xE0U:
      return second >= 0xA0U;
    case 0xEDU:
      return second <= 0x9FU;
    case 0xF0U:
      return second >= 0x90U;
    case 0xF4U:
      return second <= 0x8FU;
    default:
      return true;
  }
}

/// Length of the well-formed character at `i`, 0 when there is none.
std::size_t character_length(std::string_view text, std::size_t i) {
  const std::size_t length = announced_length(byte_at(text, i));
  for (std::size_t k = 1; k < length; ++k) {
    if (!is_continuation(text, i + k)) return 0;
  }
  if (length > 1 && !second_byte_fits(byte_at(text, i), byte_at(text, i + 1))) return 0;
  return length;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = character_length(bytes, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

std::string to_utf8(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = character_length(bytes, i);
    text += length == 0 ? std::string_view("\xEF\xBF\xBD") : bytes.substr(i, length);
    i += length == 0 ? 1 : length;
  }
  return text;
}

}  // namespace mrec
