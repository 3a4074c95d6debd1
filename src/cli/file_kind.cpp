#include "cli/file_kind.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

#include "mrec/core/compression.h"
#include "mrec/core/error.h"
#include "mrec/features/course_format.h"

namespace mrec::cli {
namespace {

constexpr std::size_t kLengthBytes = 8;  // in front of a safetensors header

/// The first bytes of a page, in letters of either case.
bool begins_as_html(std::string_view bytes) {
  const auto begins = [&](std::string_view word) {
    return std::ranges::equal(bytes.substr(0, word.size()), word, {}, [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
  };
  return begins("<!doctype") || begins("<html");
}

}  // namespace

FileKind file_kind(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return FileKind::kSomethingElse;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw Error(ErrorKind::kIo, path.string(), "cannot be read (" + system_error_text() + ")");
  std::array<char, kLengthBytes + 1> start{};
  stream.read(start.data(), start.size());
  const std::string_view bytes(start.data(), static_cast<std::size_t>(stream.gcount()));
  if (is_compressed(bytes)) return FileKind::kFeatures;
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && bytes[first] == '{') {
    return features::is_course_file(path) ? FileKind::kCourse : FileKind::kFeatures;
  }
  if (begins_as_html(bytes)) return FileKind::kPage;
  const bool tensors =
      bytes.size() > kLengthBytes && bytes[kLengthBytes] == '{' && bytes[kLengthBytes - 1] == '\0';
  return tensors ? FileKind::kTensors : FileKind::kSomethingElse;
}

}  // namespace mrec::cli
