#include "audio/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <utility>

#include "mrec/core/error.h"

namespace mrec::audio {
namespace {

[[noreturn]] void fail_to_open(const std::filesystem::path& path) {
  throw Error(ErrorKind::kIo, path.string(), "cannot be opened", system_error_text());
}

void require_regular(const std::filesystem::path& path, const struct stat& status) {
  if (S_ISDIR(status.st_mode)) throw Error(ErrorKind::kIo, path.string(), "is a folder", "name a file in it");
  if (!S_ISREG(status.st_mode)) {
    throw Error(ErrorKind::kIo, path.string(), "is not a regular file", "save its content to a file first");
  }
}

}  // namespace

InputFile::InputFile(const std::filesystem::path& path) : path_(path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) fail_to_open(path);
  require_regular(path, status);
  // The name may have become something else in between: O_NONBLOCK keeps even a FIFO from blocking.
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor_ < 0) fail_to_open(path);
  if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(release());
    throw Error(ErrorKind::kIo, path.string(), "is not a regular file");
  }
  size_bytes_ = static_cast<std::uint64_t>(status.st_size);
}

InputFile::~InputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::span<const unsigned char> InputFile::head(std::span<unsigned char> buffer) const {
  try {
    return read_at(0, buffer);
  } catch (const Error&) {
    return buffer.first(0);
  }
}

std::span<const unsigned char> InputFile::read_at(std::uint64_t offset,
                                                  std::span<unsigned char> buffer) const {
  std::size_t done = 0;
  while (done < buffer.size()) {
    const ssize_t got =
        ::pread(descriptor_, buffer.data() + done, buffer.size() - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(ErrorKind::kIo, path_.string(), "cannot be read", system_error_text());
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return buffer.first(done);
}

int InputFile::release() {
  return std::exchange(descriptor_, -1);
}

}  // namespace mrec::audio
