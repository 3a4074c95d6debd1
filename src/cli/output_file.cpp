#include "cli/output_file.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <system_error>

#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

const char* no(FileKind kind) {
  if (kind == FileKind::kPage) return "is no HTML page";
  return kind == FileKind::kFeatures ? "is no library" : "is no model";
}

constexpr std::size_t kLookedAt = std::size_t{1} << 20U;  // bytes that tell a list from other files

std::string beginning(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw Error(ErrorKind::kIo, file.string(), "cannot be read (" + system_error_text() + ")");
  std::string bytes(kLookedAt, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

/// Lines, or texts that end with a zero byte, none of which is a comment, is indented or has a tab.
bool has_plain_lines(std::string_view bytes) {
  bool starts_a_line = true;
  for (const char c : bytes) {
    const bool ends_a_line = c == '\n' || c == '\r' || c == '\0';
    if (!ends_a_line && static_cast<unsigned char>(c) < 0x20) return false;
    if (starts_a_line && (c == '#' || c == ' ' || c == '<' || c == '{' || c == '[')) return false;
    starts_a_line = ends_a_line;
  }
  return true;
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Absolute, or a name that ends as those of files do: a dot behind other letters, and up to five letters and
/// digits, not digits alone ("in 1.5" is prose).
bool looks_like_a_path(std::string_view line) {
  constexpr std::size_t kLongestEnding = 5;
  if (line.starts_with('/')) return true;
  const std::string_view name = line.substr(line.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view ending = name.substr(dot + 1);
  return ending.size() <= kLongestEnding && std::ranges::all_of(ending, is_letter_or_digit) &&
         ending.find_first_not_of("0123456789") != std::string_view::npos;
}

/// A last line that was cut off is not judged.
bool has_only_paths(std::string_view bytes) {
  const bool is_cut = bytes.size() == kLookedAt;
  while (!bytes.empty()) {
    const std::size_t end = bytes.find_first_of(std::string_view("\n\r\0", 3));
    if (end == std::string_view::npos && is_cut) return true;
    const std::string_view line = bytes.substr(0, end);
    if (!line.empty() && !looks_like_a_path(line)) return false;
    bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
  }
  return true;
}

bool begins_as(std::string_view bytes, std::string_view format) {
  if (format == "m3u8") return bytes.starts_with("#EXTM3U");
  if (format == "xspf") return bytes.starts_with('<') && bytes.find("<playlist") != std::string_view::npos;
  if (format == "json") return bytes.starts_with('[');
  if (format == "tsv") return bytes.starts_with("rank\t");
  if (format == "table") return bytes.starts_with("  #  ");
  return has_plain_lines(bytes) && has_only_paths(bytes);
}

/// Text that may be lines of paths and comments, and XSPF.
bool may_be_favourites(std::string_view bytes) {
  if (bytes.find('\0') != std::string_view::npos) return false;
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  if (begins_as(bytes, "xspf")) return true;
  bytes.remove_prefix(std::min(bytes.size(), bytes.find_first_not_of(" \t\r\n")));
  return !bytes.starts_with("#!") && !bytes.starts_with('{') && !bytes.starts_with('[') &&
         !bytes.starts_with('<');
}

}  // namespace

void require_changeable_list(const std::filesystem::path& list) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(list, error)) return;
  if (file_kind(list) == FileKind::kSomethingElse && may_be_favourites(beginning(list))) return;
  throw Error(ErrorKind::kUsage, list.string(), "is no list of favorites and would be changed",
              "name a file with one path a line, or a new one");
}

void require_replaceable_list(const std::filesystem::path& output, std::string_view format) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(output, error)) return;
  const std::string bytes = beginning(output);
  if (bytes.empty() || begins_as(bytes, format)) return;
  throw Error(ErrorKind::kUsage, output.string(),
              "is no list of --format " + std::string(format) + " and would be replaced",
              "name another file with -o, or remove it first");
}

void require_replaceable(const std::filesystem::path& output, FileKind written) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(output, error) || std::filesystem::file_size(output, error) == 0)
    return;
  if (file_kind(output) == written) return;
  throw Error(ErrorKind::kUsage, output.string(), std::string(no(written)) + " and would be replaced",
              std::string("name another file") + (written == FileKind::kPage ? "" : " with -o") +
                  ", or remove it first");
}

}  // namespace mrec::cli
