#include "list_text.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>
#include <utility>

#include "entry_forms.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/trimmed.h"
#include "mrec/core/utf8.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;

bool is_entry(std::string_view line) {
  return !line.starts_with('#') && line.find_first_not_of(" \t") != std::string_view::npos;
}

/// What lines that begin with # say of the next entry.
struct Directives {
  std::string_view start;  ///< where in the file
  std::string_view caption;

  void take(std::string_view line) {
    constexpr std::string_view kStart = "#EXTVLCOPT:start-time=";
    if (line.starts_with(kStart)) start = line.substr(kStart.size());
    if (line.starts_with("#EXTINF:") && line.find(',') != std::string_view::npos) {
      caption = trimmed(line.substr(line.find(',') + 1));
    }
  }
};

/// `part` is what was read last, `text` all up to there.
void refuse_other_text(std::string_view text, std::string_view part, const fs::path& list) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    throw Error(ErrorKind::kData, list.string(), "is text in UTF-16, not UTF-8", "save it as UTF-8");
  }
  if (part.find('\0') != std::string_view::npos) {
    throw Error(ErrorKind::kData, list.string(), "is not a list in UTF-8",
                "give a text file with one path a line");
  }
}

}  // namespace

std::string read_list_text(const fs::path& list, std::size_t most_bytes) {
  std::error_code error;
  if (fs::is_directory(list, error)) {
    throw Error(ErrorKind::kIo, list.string(), "is a folder", "name a file with one path a line");
  }
  std::ifstream file(list, std::ios::binary);
  if (!file) throw Error(ErrorKind::kIo, list.string(), "cannot be read (" + system_error_text() + ")");
  std::string text;
  std::array<char, 65536> part{};
  while (file.read(part.data(), part.size()) || file.gcount() > 0) {
    throw_if_interrupted();
    const std::string_view bytes(part.data(), static_cast<std::size_t>(file.gcount()));
    text += bytes;
    refuse_other_text(text, bytes, list);
    if (text.size() > most_bytes) {
      throw Error(ErrorKind::kData, list.string(), "is too large for a list", "divide it");
    }
  }
  if (file.bad()) throw Error(ErrorKind::kIo, list.string(), "cannot be read to the end");
  return text;
}

std::vector<ListLine> list_lines(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<ListLine> lines;
  Directives directives;
  while (!text.empty()) {
    const std::string_view whole = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
    text.remove_prefix(whole.size());
    std::string_view line = whole;
    if (line.ends_with('\n')) line.remove_suffix(1);
    while (line.ends_with('\r')) line.remove_suffix(1);
    ListLine& result = lines.emplace_back(ListLine{.text = std::string(whole), .entry = {}, .caption = {}});
    directives.take(line);
    if (!is_entry(line)) continue;
    result.entry = line;
    result.caption = directives.caption;
    if (std::string with_start = result.entry + "#t=" + std::string(directives.start);
        split_moment(with_start).start_s) {
      result.entry = std::move(with_start);
    }
    directives = {};
  }
  return lines;
}

}  // namespace mrec::library
