#include "features/text_source.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "mrec/core/error.h"

namespace mrec::features {
namespace {

constexpr std::size_t kInputBytes = std::size_t{1} << 18;
constexpr std::size_t kMagicBytes = 4;

}  // namespace

TextSource::TextSource(std::filesystem::path path)
    : path_(std::move(path)), file_(std::fopen(path_.c_str(), "rb")) {
  if (!file_) throw Error(ErrorKind::kIo, path_.string(), "cannot be opened (" + system_error_text() + ")");
  std::setvbuf(file_.get(), nullptr, _IONBF, 0);  // the blocks here are large enough
  input_.resize(kMagicBytes);
  ahead_ = std::span(input_).first(read_file(input_));
  if (!is_compressed({ahead_.data(), ahead_.size()})) return;
  input_.resize(kInputBytes);
  ahead_ = std::span(input_).first(ahead_.size());
  decompressor_.emplace();
}

std::size_t TextSource::read(std::span<char> room) {
  if (decompressor_) return read_frames(room);
  const std::size_t kept = std::min(ahead_.size(), room.size());
  std::ranges::copy(ahead_.first(kept), room.begin());
  ahead_ = ahead_.subspan(kept);
  return kept + read_file(room.subspan(kept));
}

std::size_t TextSource::read_file(std::span<char> room) {
  const std::size_t count = std::fread(room.data(), 1, room.size(), file_.get());
  if (std::ferror(file_.get()) != 0) {
    throw Error(ErrorKind::kIo, path_.string(), "cannot be read (" + system_error_text() + ")");
  }
  bytes_read_ += count;
  return count;
}

std::size_t TextSource::read_frames(std::span<char> room) {
  if (damage_) throw *damage_;
  std::size_t filled = 0;
  while (filled < room.size()) {
    if (ahead_.empty()) ahead_ = std::span(input_).first(read_file(input_));
    try {
      const auto step = decompressor_->step({ahead_.data(), ahead_.size()}, room.subspan(filled));
      if (ahead_.empty() && step.given == 0) break;
      ahead_ = ahead_.subspan(step.taken);
      filled += step.given;
      is_verified_ = decompressor_->between_frames() || (is_verified_ && step.given == 0);
    } catch (const Error& error) {
      if (filled == 0) throw;
      damage_ = error;
      break;
    }
  }
  return filled;
}

}  // namespace mrec::features
