#pragma once

#include <string>
#include <string_view>

namespace mrec {

/// U+FEFF in UTF-8, which some programs write at the start of a text and which is no part of it.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Whether the bytes are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF).
bool is_utf8(std::string_view bytes);

/// The text itself, or with U+FFFD in place of every byte that is not UTF-8. For JSON and terminals only: a
/// file is always opened by its own bytes.
std::string to_utf8(std::string_view bytes);

}  // namespace mrec
