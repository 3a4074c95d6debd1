#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "entry_forms.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/library/favourites.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& list) {
  std::error_code error;
  if (fs::is_directory(list, error)) {
    throw Error(ErrorKind::kIo, list.string(), "is a folder", "name a file with one path a line");
  }
  std::ifstream file(list, std::ios::binary);
  if (!file) throw Error(ErrorKind::kIo, list.string(), "cannot be read (" + system_error_text() + ")");
  std::string text;
  std::array<char, 65536> part{};
  while (file.read(part.data(), part.size()) || file.gcount() > 0) {
    text.append(part.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) throw Error(ErrorKind::kIo, list.string(), "cannot be read to the end");
  if (text.find('\0') != std::string::npos) {
    throw Error(ErrorKind::kData, list.string(), "is not a list in UTF-8",
                "give a text file with one path a line");
  }
  return text;
}

bool is_entry(std::string_view line) {
  return !line.starts_with('#') && line.find_first_not_of(" \t") != std::string_view::npos;
}

}  // namespace

std::vector<std::string> read_favourites(const fs::path& list) {
  const std::string text = read_text(list);
  std::string_view rest = text;
  if (rest.starts_with(kByteOrderMark)) rest.remove_prefix(kByteOrderMark.size());
  constexpr std::string_view kStart = "#EXTVLCOPT:start-time=";
  std::vector<std::string> entries;
  std::string_view start;  // where in the next file
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    while (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with(kStart)) start = line.substr(kStart.size());
    if (!is_entry(line)) continue;
    entries.emplace_back(line);
    if (std::string with_start = entries.back() + "#t=" + std::string(start);
        split_moment(with_start).start_s)
      entries.back() = std::move(with_start);
    start = {};
  }
  if (entries.empty())
    throw Error(ErrorKind::kData, list.string(), "names no track", "write one path a line");
  return entries;
}

}  // namespace mrec::library
