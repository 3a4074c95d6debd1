#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace mrec::library {

/// A line of a list of favourites.
struct ListLine {
  std::string text;     ///< as in the file, with its line end
  std::string entry;    ///< what it names; empty: it is a comment or blank
  std::string caption;  ///< what the #EXTINF before it says behind its comma
};

constexpr std::size_t kMostListBytes = std::size_t{1} << 30U;

/// The whole of a file that must be text. Throws Error{kIo} when it cannot be read or is a folder, and
/// Error{kData} when it holds a zero byte, is in UTF-16 or has more than `most_bytes`: a device may never
/// end.
std::string read_list_text(const std::filesystem::path& list, std::size_t most_bytes = kMostListBytes);

/// The lines of such a text but for a byte-order mark; read_favourites() says what they mean.
std::vector<ListLine> list_lines(std::string_view text);

}  // namespace mrec::library
