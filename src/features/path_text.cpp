#include "features/path_text.h"

#include <optional>

#include "features/json_text.h"
#include "mrec/core/error.h"
#include "mrec/core/hex.h"
#include "mrec/core/utf8.h"

namespace mrec::features {
void append_path(std::string& json, std::string_view key, const std::filesystem::path& path) {
  const std::string& bytes = path.native();
  json.append("\"").append(key).append("\":");
  append_text(json, bytes);
  if (is_utf8(bytes)) return;
  json.append(",\"").append(key).append("_hex\":");
  append_text(json, to_hex(bytes));
}

std::filesystem::path path_from(std::string_view text, std::string_view hex) {
  const std::optional<std::string> bytes = hex.empty() ? std::string(text) : from_hex(hex);
  if (!bytes || to_utf8(*bytes) != text) {
    throw Error(ErrorKind::kFormat, "the hexadecimal bytes of a path are not those of its text");
  }
  if (bytes->find('\0') != std::string::npos) throw Error(ErrorKind::kFormat, "a path holds a null byte");
  return *bytes;
}

}  // namespace mrec::features
