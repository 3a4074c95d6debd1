#pragma once

#include <string>
#include <string_view>

namespace mrec {

/// A name for one line of a list or a table: UTF-8 as from to_utf8(), control characters (line breaks, tabs,
/// escape codes) as blanks.
std::string one_line(std::string_view bytes);

}  // namespace mrec
