#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace mrec {

/// A file that appears under its name only when it is complete: written to a temporary name in the same
/// folder, synced, and renamed by commit(). Without commit() the temporary file is removed and an older file
/// of that name stays as it was; with it, its permissions stay. Missing parent folders are made, symbolic
/// links are followed. A device or pipe (/dev/null, /dev/stdout) is written in place. Every failure (full
/// disk, no permission) throws Error{kIo}.
class AtomicFile {
 public:
  explicit AtomicFile(std::filesystem::path target);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void write(std::string_view bytes);
  void commit();

 private:
  void open_temporary();
  void flush();
  void write_through(std::string_view bytes);
  [[noreturn]] void fail(const char* doing) const;

  std::filesystem::path target_;
  std::filesystem::path temporary_;  ///< empty: the target is written in place
  std::string buffer_;
  int descriptor_ = -1;
};

}  // namespace mrec
