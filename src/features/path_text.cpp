#include "features/path_text.h"

#include <charconv>
#include <cstddef>

#include "features/json_text.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::features {
namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

std::string to_hex(std::string_view bytes) {
  std::string hex;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    hex += kDigits[value / 16];
    hex += kDigits[value % 16];
  }
  return hex;
}

/// What is not hexadecimal gives other bytes than were meant, which the caller finds.
std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    unsigned value = 0;
    std::from_chars(hex.data() + i, hex.data() + i + 2, value, 16);
    bytes += static_cast<char>(value);
  }
  return bytes;
}

}  // namespace

void append_path(std::string& json, std::string_view key, const std::filesystem::path& path) {
  const std::string& bytes = path.native();
  json.append("\"").append(key).append("\":");
  append_text(json, bytes);
  if (is_utf8(bytes)) return;
  json.append(",\"").append(key).append("_hex\":");
  append_text(json, to_hex(bytes));
}

std::filesystem::path path_from(std::string_view text, std::string_view hex) {
  const std::string bytes = hex.empty() ? std::string(text) : from_hex(hex);
  if (to_utf8(bytes) != text || (!hex.empty() && to_hex(bytes) != hex)) {
    throw Error(ErrorKind::kFormat, "the hexadecimal bytes of a path are not those of its text");
  }
  if (bytes.find('\0') != std::string::npos) throw Error(ErrorKind::kFormat, "a path holds a null byte");
  return bytes;
}

}  // namespace mrec::features
