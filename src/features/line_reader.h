#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/padded_text.h"
#include "features/text_source.h"

namespace mrec::features {

/// Reads a file of JSON objects, one a line, plain or compressed, of which only a block is in memory.
class LineReader {
 public:
  /// Throws Error{kIo} when the file cannot be opened.
  explicit LineReader(std::filesystem::path path);

  /// The next line that is not blank, without its end, valid until the next call; nothing at the end of the
  /// file or where it breaks off. Throws Error{kIo} when reading fails and Error{kFormat} for damaged
  /// compression and a line that does not begin with '{' or is longer than `most_bytes`.
  std::optional<PaddedText> next(std::size_t most_bytes);

  std::uintmax_t bytes_read() const { return source_.bytes_read(); }
  /// Once next() gave nothing: whether the file ends within a line.
  bool torn() const { return torn_; }

  /// Throws Error{kFormat}: "path: line N: problem: advice", for the line last read.
  [[noreturn]] void fail(const std::string& problem, const std::string& advice) const;

 private:
  std::optional<std::string_view> read_line(std::size_t most_bytes);
  void require_object(std::string_view line) const;
  bool refill(std::size_t most_bytes);

  std::filesystem::path path_;
  TextSource source_;
  std::vector<char> block_;
  std::size_t begin_ = 0;  ///< of what is not yet handed out in block_
  std::size_t end_ = 0;
  std::size_t line_ = 0;
  bool torn_ = false;
};

}  // namespace mrec::features
