#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mrec::library {

/// The paths that a line of a list may mean, the most literal first: the line itself, without blanks around
/// it, as a file:// URI decoded, with slashes for the backslashes of Windows. Each once; bytes that are not
/// UTF-8 are kept.
std::vector<std::string> entry_forms(std::string_view entry);

}  // namespace mrec::library
