#include "features/line_reader.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "mrec/core/error.h"

namespace mrec::features {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 20;
constexpr const char* kAgain = "write the feature file again";

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

LineReader::LineReader(std::filesystem::path path)
    : path_(std::move(path)), file_(std::fopen(path_.c_str(), "rb")), block_(kBlockBytes) {
  if (!file_) throw Error(ErrorKind::kIo, path_.string(), "cannot be opened (" + system_error_text() + ")");
}

bool LineReader::refill() {
  begin_ = 0;
  end_ = std::fread(block_.data(), 1, block_.size(), file_.get());
  if (std::ferror(file_.get()) != 0) {
    throw Error(ErrorKind::kIo, path_.string(), "cannot be read (" + system_error_text() + ")");
  }
  return end_ > 0;
}

bool LineReader::next(std::string& line, std::size_t most_bytes) {
  do {
    if (!read_line(line, most_bytes)) return false;
  } while (is_blank(line));
  return true;
}

bool LineReader::read_line(std::string& line, std::size_t most_bytes) {
  line.clear();
  ++line_;
  while (begin_ < end_ || refill()) {
    const std::string_view rest(block_.data() + begin_, end_ - begin_);
    const std::size_t length = std::min(rest.find('\n'), rest.size());
    line += rest.substr(0, length);
    begin_ += length;
    if (line.size() > most_bytes) fail("is too long to be one of a feature file", kAgain);
    if (!is_blank(line) && line[line.find_first_not_of(" \t\r")] != '{') fail("is not a JSON object", kAgain);
    if (begin_ == end_) continue;
    ++begin_;
    return true;
  }
  if (!is_blank(line)) fail("breaks off (the file is not complete)", kAgain);
  return false;
}

void LineReader::fail(const std::string& problem, const std::string& advice) const {
  throw Error(ErrorKind::kFormat, path_.string() + ": line " + std::to_string(line_), problem, advice);
}

}  // namespace mrec::features
