#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mrec::library {

/// "album.wav#t=12.5": a file, and the second of it that is meant (W3C Media Fragments).
struct Moment {
  std::string file;
  std::optional<double> start_s;  ///< nothing: the entry names no moment, `file` is all of it
};
Moment split_moment(std::string_view entry);

/// %41 -> A; a % that is not followed by two hexadecimal digits stays.
std::string percent_decoded(std::string_view text);

/// The paths that a line of a list may mean, the most literal first: the line itself, without blanks around
/// it, as a file:// URI decoded, with slashes for the backslashes of Windows. Each once; bytes that are not
/// UTF-8 are kept.
std::vector<std::string> entry_forms(std::string_view entry);

}  // namespace mrec::library
