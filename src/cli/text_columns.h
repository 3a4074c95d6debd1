#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mrec::cli {

/// Characters of a UTF-8 text (code points: good for the columns of most scripts).
std::size_t text_width(std::string_view text);

/// The text with blanks behind it up to `width` characters; a longer one stays as it is.
std::string padded(std::string text, std::size_t width);

/// As printf, at most 511 bytes.
std::string formatted(const char* format, ...) __attribute__((format(printf, 1, 2)));

/// At most the first `width` characters.
std::string shortened(std::string_view text, std::size_t width);

/// "4:05" or "1:04:05"; "?" when it is not known.
std::string clock_text(double seconds);

}  // namespace mrec::cli
