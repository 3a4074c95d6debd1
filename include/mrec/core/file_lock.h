#pragma once

#include <filesystem>
#include <string>

namespace mrec {

/// The right of one process to change a file. It is a lock of the kernel (flock) on a small file beside it,
/// so it ends with its holder however that ends; the small file is removed when the lock is given back.
class FileLock {
 public:
  /// Nothing is locked yet. `path`: the small file, e.g. "library.jsonl.lock".
  explicit FileLock(std::filesystem::path path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  /// False when another process has it. Throws Error{kIo} when no lock can be made here.
  bool try_lock();

  /// What the holder wrote of itself: "process 1234"; "another process" when that cannot be read.
  std::string holder() const;

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;  ///< open and locked, or -1
};

}  // namespace mrec
