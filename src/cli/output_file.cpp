#include "cli/output_file.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <system_error>

#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

const char* no(FileKind kind) {
  if (kind == FileKind::kPage) return "is no HTML page";
  return kind == FileKind::kFeatures ? "is no library" : "is no model";
}

constexpr std::size_t kLookedAt = 4096;  // bytes that tell a list from other files

std::string beginning(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw Error(ErrorKind::kIo, file.string(), "cannot be read (" + system_error_text() + ")");
  std::array<char, kLookedAt> bytes{};
  stream.read(bytes.data(), bytes.size());
  return {bytes.data(), static_cast<std::size_t>(stream.gcount())};
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

bool begins_as(std::string_view bytes, std::string_view format) {
  if (format == "m3u8") return bytes.starts_with("#EXTM3U");
  if (format == "xspf") return bytes.starts_with('<') && bytes.find("<playlist") != std::string_view::npos;
  if (format == "json") return bytes.starts_with('[');
  if (format == "tsv") return bytes.starts_with("rank\t");
  if (format == "table") return bytes.starts_with("  #  ");
  return has_plain_lines(bytes);
}

}  // namespace

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
