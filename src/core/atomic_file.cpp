#include "mrec/core/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "mrec/core/error.h"

namespace mrec {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 20;

std::filesystem::path temporary_name(const std::filesystem::path& target) {
  return target.parent_path() / ("." + target.filename().string() + "." + std::to_string(::getpid()) + ".tmp");
}

/// A symbolic link is followed, so that it goes on pointing where the user wants the file.
std::filesystem::path real_target(std::filesystem::path target) {
  std::error_code error;
  const auto resolved = std::filesystem::weakly_canonical(target, error);
  return error ? std::move(target) : resolved;
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path target)
    : target_(real_target(std::move(target))), temporary_(temporary_name(target_)) {
  std::error_code error;
  if (std::filesystem::is_directory(target_, error)) {
    throw Error(ErrorKind::kIo, target_.string(), "is a folder", "name a file to write");
  }
  if (target_.has_parent_path()) std::filesystem::create_directories(target_.parent_path(), error);
  descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail("cannot be written");
  buffer_.reserve(kBufferBytes);
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > kBufferBytes) flush();
  buffer_ += bytes;
  if (buffer_.size() >= kBufferBytes) flush();
}

void AtomicFile::commit() {
  flush();
  if (::fsync(descriptor_) != 0 && errno != EINVAL) fail("cannot be written to the end");
  const int closed = ::close(std::exchange(descriptor_, -1));
  if (closed != 0) fail("cannot be written to the end");
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail("cannot be put in place");
  temporary_.clear();
}

void AtomicFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot be written to the end");
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void AtomicFile::fail(const char* doing) const {
  const std::string reason = std::string(doing) + " (" + system_error_text() + ")";
  throw Error(ErrorKind::kIo, target_.string(), reason, "free space or choose another place with -o");
}

}  // namespace mrec
