#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace mrec::features {

/// A path is bytes, JSON is UTF-8: a path that is not is written twice, for people and in hexadecimal.

/// Appends "key":"text", and "key_hex":"bytes" behind it when the path is not UTF-8.
void append_path(std::string& json, std::string_view key, const std::filesystem::path& path);

/// The path of what append_path wrote; `hex` is empty when there was none. Throws Error{kFormat} (without a
/// path) when the two do not belong together or the path holds a null byte.
std::filesystem::path path_from(std::string_view text, std::string_view hex);

}  // namespace mrec::features
