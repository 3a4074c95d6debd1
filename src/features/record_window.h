#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace mrec::features {

/// The bytes of a file from some place on, of which the part ahead is in memory.
class RecordWindow {
 public:
  /// Throws Error{kIo}, as read_more() does.
  RecordWindow(std::filesystem::path path, std::uint64_t offset);
  ~RecordWindow();
  RecordWindow(const RecordWindow&) = delete;
  RecordWindow& operator=(const RecordWindow&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// The first four bytes of the file.
  std::string start_of_file() const;

  /// Place in the file of what is ahead.
  std::uint64_t offset() const { return offset_; }
  /// Valid until take() or read_more().
  std::string_view ahead() const { return {block_.data() + begin_, end_ - begin_}; }
  void take(std::size_t bytes);
  /// Reads some more behind what is ahead; false at the end of the file.
  bool read_more();
  /// Where the file ends, once read_more() gave false.
  std::uint64_t end_of_file() const { return offset_ + (end_ - begin_); }

 private:
  std::size_t read_at(std::uint64_t place, char* bytes, std::size_t count) const;

  std::filesystem::path path_;
  int descriptor_;
  std::uint64_t offset_;
  std::vector<char> block_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace mrec::features
