#include "mrec/core/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

#include "mrec/core/error.h"

namespace mrec {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBufferBytes = std::size_t{1} << 20;

/// Short, so that it fits wherever the target's own name does, and never the same twice in one process.
fs::path temporary_name(const fs::path& target) {
  static std::atomic<unsigned> count{0};
  const std::string name = ".mrec-" + std::to_string(::getpid()) + "-" + std::to_string(count++) + ".tmp";
  return target.parent_path() / name;
}

/// A symbolic link is followed, even to a file that is yet to be made, so that it goes on pointing where the
/// user wants the file.
fs::path real_target(fs::path target) {
  constexpr int kMostLinks = 40;
  std::error_code error;
  for (int i = 0; i < kMostLinks && fs::is_symlink(fs::symlink_status(target, error)); ++i) {
    target = target.parent_path() / fs::read_symlink(target, error);
  }
  return target;
}

}  // namespace

AtomicFile::AtomicFile(fs::path target) : target_(std::move(target)) {
  std::error_code error;
  const fs::file_status old = fs::status(target_, error);
  if (fs::is_directory(old)) {
    throw Error(ErrorKind::kIo, target_.string(), "is a folder", "name a file to write");
  }
  const bool is_special = fs::exists(old) && !fs::is_regular_file(old);
  if (is_special) {
    descriptor_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC);
  } else {
    target_ = real_target(std::move(target_));
    open_temporary();
  }
  if (descriptor_ < 0) fail("cannot be written");
  if (fs::is_regular_file(old)) ::fchmod(descriptor_, static_cast<mode_t>(old.permissions()));
  buffer_.reserve(kBufferBytes);
}

void AtomicFile::open_temporary() {
  std::error_code error;
  if (target_.has_parent_path()) fs::create_directories(target_.parent_path(), error);
  if (error) {
    errno = error.value();
    fail("cannot be written");
  }
  do {
    temporary_ = temporary_name(target_);
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  } while (descriptor_ < 0 && errno == EEXIST);
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > kBufferBytes) flush();
  if (bytes.size() > kBufferBytes) {
    write_through(bytes);
  } else {
    buffer_ += bytes;
  }
}

void AtomicFile::commit() {
  flush();
  if (::fsync(descriptor_) != 0 && errno != EINVAL) fail("cannot be written to the end");
  const int closed = ::close(std::exchange(descriptor_, -1));
  if (closed != 0) fail("cannot be written to the end");
  if (temporary_.empty()) return;  // written in place
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail("cannot be put in place");
  temporary_.clear();
}

void AtomicFile::flush() {
  write_through(buffer_);
  buffer_.clear();
}

void AtomicFile::write_through(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot be written to the end");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void AtomicFile::fail(const char* doing) const {
  const std::string reason = std::string(doing) + " (" + system_error_text() + ")";
  throw Error(ErrorKind::kIo, target_.string(), reason, "free space or choose another place with -o");
}

}  // namespace mrec
