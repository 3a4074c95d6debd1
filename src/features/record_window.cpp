#include "features/record_window.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "mrec/core/error.h"

namespace mrec::features {
namespace {

constexpr std::size_t kMagicBytes = 4;
/// The first reading; every further one doubles the block, for a record read alone needs few bytes.
constexpr std::size_t kFirstBlock = std::size_t{1} << 16;
constexpr std::size_t kUsualBlock = std::size_t{1} << 20;

}  // namespace

RecordWindow::RecordWindow(std::filesystem::path path, std::uint64_t offset)
    : path_(std::move(path)), descriptor_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC)), offset_(offset) {
  if (descriptor_ < 0)
    throw Error(ErrorKind::kIo, path_.string(), "cannot be opened (" + system_error_text() + ")");
}

RecordWindow::~RecordWindow() {
  ::close(descriptor_);
}

std::string RecordWindow::start_of_file() const {
  std::string start(kMagicBytes, '\0');
  start.resize(read_at(0, start.data(), start.size()));
  return start;
}

void RecordWindow::take(std::size_t bytes) {
  begin_ += bytes;
  offset_ += bytes;
}

bool RecordWindow::read_more() {
  const std::size_t kept = end_ - begin_;
  if (kept > 0) std::memmove(block_.data(), block_.data() + begin_, kept);
  begin_ = 0;
  end_ = kept;
  if (block_.size() < kUsualBlock || 2 * kept > block_.size()) {
    block_.resize(std::max(kFirstBlock, 2 * block_.size()));
  }
  end_ += read_at(offset_ + kept, block_.data() + kept, block_.size() - kept);
  return end_ > kept;
}

std::size_t RecordWindow::read_at(std::uint64_t place, char* bytes, std::size_t count) const {
  for (;;) {
    const ssize_t got = ::pread(descriptor_, bytes, count, static_cast<off_t>(place));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR)
      throw Error(ErrorKind::kIo, path_.string(), "cannot be read (" + system_error_text() + ")");
  }
}

}  // namespace mrec::features
