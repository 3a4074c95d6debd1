#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mrec::features {

/// Seconds with six decimals, exact for every microsecond.
std::string seconds_text(std::int64_t microseconds);

/// The reverse, of any JSON number of seconds. Throws Error{kFormat} for a time beyond what 64 bits hold.
std::int64_t microseconds_from(std::string_view literal);

}  // namespace mrec::features
