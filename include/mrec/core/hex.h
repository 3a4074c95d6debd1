#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mrec {

/// Two lower-case hexadecimal digits a byte.
std::string to_hex(std::string_view bytes);

/// The reverse; nothing when the text is not what to_hex() writes.
std::optional<std::string> from_hex(std::string_view hex);

}  // namespace mrec
