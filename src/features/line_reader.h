#pragma once

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace mrec::features {

/// Reads a file of JSON objects, one a line, of which only the current one is in memory.
class LineReader {
 public:
  /// Throws Error{kIo} when the file cannot be opened.
  explicit LineReader(std::filesystem::path path);

  /// The next line that is not blank, without its end; false at the end of the file. Throws Error{kIo} when
  /// reading fails and Error{kFormat} for a line that does not begin with '{', does not end, or is longer
  /// than `most_bytes`.
  bool next(std::string& line, std::size_t most_bytes);

  /// Throws Error{kFormat}: "path: line N: problem: advice", for the line last read.
  [[noreturn]] void fail(const std::string& problem, const std::string& advice) const;

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  bool refill();
  bool read_line(std::string& line, std::size_t most_bytes);

  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<char> block_;
  std::size_t begin_ = 0;  ///< of what is not yet handed out in block_
  std::size_t end_ = 0;
  std::size_t line_ = 0;
};

}  // namespace mrec::features
