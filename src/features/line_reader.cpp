#include "features/line_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "mrec/core/error.h"

namespace mrec::features {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 19;
constexpr const char* kBlanks = " \t\r";
constexpr const char* kAgain = "write the feature file again";

bool is_blank(std::string_view line) {
  return line.find_first_not_of(kBlanks) == std::string_view::npos;
}

}  // namespace

LineReader::LineReader(std::filesystem::path path)
    : path_(std::move(path)), source_(path_), block_(kBlockBytes + kTextPadding) {}

std::optional<PaddedText> LineReader::next(std::size_t most_bytes) {
  while (const auto line = read_line(most_bytes)) {
    if (is_blank(*line)) continue;
    require_object(*line);
    if (line->size() > most_bytes) fail("is too long to be one of a feature file", kAgain);
    return PaddedText{*line};
  }
  return std::nullopt;
}

std::optional<std::string_view> LineReader::read_line(std::size_t most_bytes) {
  ++line_;
  for (std::size_t searched = 0;;) {
    const char* const rest = block_.data() + begin_;
    const std::size_t size = end_ - begin_;
    const auto* const found = static_cast<const char*>(std::memchr(rest + searched, '\n', size - searched));
    const std::size_t length = found == nullptr ? size : static_cast<std::size_t>(found - rest);
    // The last line of a frame counts only when the checksum behind it has been seen.
    if (found != nullptr && (length + 1 < size || source_.is_verified())) {
      begin_ += length + 1;
      return std::string_view(rest, length);
    }
    searched = length;
    if (line_ == 1) require_object({rest, size});  // soon, where the file is something else altogether
    if (refill(most_bytes)) continue;
    if (found != nullptr && source_.is_verified()) continue;
    torn_ = !is_blank({block_.data() + begin_, end_ - begin_}) || source_.is_within_frame();
    return std::nullopt;
  }
}

void LineReader::require_object(std::string_view line) const {
  if (is_blank(line) || line[line.find_first_not_of(kBlanks)] == '{') return;
  fail("is not a JSON object", kAgain);
}

/// Reads more behind what is not yet handed out; false at the end of the file.
bool LineReader::refill(std::size_t most_bytes) {
  const std::size_t kept = end_ - begin_;
  if (kept > most_bytes) fail("is too long to be one of a feature file", kAgain);
  std::memmove(block_.data(), block_.data() + begin_, kept);
  begin_ = 0;
  end_ = kept;
  if (2 * kept > block_.size()) block_.resize(2 * block_.size());
  try {
    end_ += source_.read({block_.data() + kept, block_.size() - kTextPadding - kept});
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kFormat) throw;
    fail(error.what(), kAgain);
  }
  return end_ > kept;
}

void LineReader::fail(const std::string& problem, const std::string& advice) const {
  throw Error(ErrorKind::kFormat, path_.string() + ": line " + std::to_string(line_), problem, advice);
}

}  // namespace mrec::features
