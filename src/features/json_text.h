#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "mrec/core/matrix.h"

namespace mrec::features {

/// Append to a JSON text that is being written.

/// In quotes and escaped; bytes that are not UTF-8 become U+FFFD.
void append_text(std::string& json, std::string_view text);

/// [[row 0], [row 1], ...]. Throws Error{kData} naming `track` for a number that is not finite.
void append_chunk(std::string& json, const Matrix& chunk, const std::filesystem::path& track);

}  // namespace mrec::features
