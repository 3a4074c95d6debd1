#include "mrec/core/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <utility>

#include "mrec/core/error.h"

namespace mrec {
namespace {

/// Whether the name still leads to the open file: its last holder may have removed it between open and lock.
bool is_still_there(int descriptor, const std::filesystem::path& path) {
  struct stat open {};
  struct stat named {};
  return ::fstat(descriptor, &open) == 0 && ::stat(path.c_str(), &named) == 0 &&
         open.st_ino == named.st_ino && open.st_dev == named.st_dev;
}

}  // namespace

FileLock::FileLock(std::filesystem::path path) : path_(std::move(path)) {}

FileLock::~FileLock() {
  if (descriptor_ < 0) return;
  ::unlink(path_.c_str());
  ::close(descriptor_);
}

bool FileLock::try_lock() {
  while (descriptor_ < 0) {
    const int descriptor = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor < 0) {
      throw Error(ErrorKind::kIo, path_.string(), "cannot be written (" + system_error_text() + ")",
                  "choose a place where you may write");
    }
    const bool locked = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    const int reason = errno;
    if (locked && is_still_there(descriptor, path_)) {
      descriptor_ = descriptor;
      break;
    }
    ::close(descriptor);
    if (locked) continue;
    if (reason == EWOULDBLOCK) return false;
    errno = reason;
    throw Error(ErrorKind::kIo, path_.string(), "cannot be locked (" + system_error_text() + ")",
                "choose a place on another disk");
  }
  const std::string holder = "process " + std::to_string(::getpid()) + "\n";
  // Only for people to read: a full disk changes nothing.
  if (::ftruncate(descriptor_, 0) == 0) (void)!::pwrite(descriptor_, holder.data(), holder.size(), 0);
  return true;
}

std::string FileLock::holder() const {
  std::ifstream file(path_);
  std::string text;
  std::getline(file, text);
  return text.starts_with("process ") ? text : "another process";
}

}  // namespace mrec
