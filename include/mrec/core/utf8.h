#pragma once

#include <string>
#include <string_view>

namespace mrec {

/// Whether the bytes are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF).
bool is_utf8(std::string_view bytes);

/// The text itself, or with U+FFFD in place of every byte that is not UTF-8. For JSON and terminals only: a
/// file is always opened by its own bytes.
std::string to_utf8(std::string_view bytes);

}  // namespace mrec
