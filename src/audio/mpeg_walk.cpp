#include "audio/mpeg_walk.h"

#include <optional>
#include <vector>

#include "audio/mpeg_frame.h"

namespace mrec::audio {
namespace {

using Bytes = std::span<const unsigned char>;

/// A file seen through a buffer that moves along.
class Window {
 public:
  explicit Window(const InputFile& file) : file_(file), buffer_(kBytes) {}

  /// The bytes from `place` on: at least the longest frame and a header, or those up to the end.
  Bytes from(std::uint64_t place) {
    if (place < begin_ || place + kAhead > begin_ + loaded_.size()) {
      const bool at_end = loaded_.size() < buffer_.size() && !loaded_.empty() && place >= begin_;
      if (!at_end) {
        loaded_ = file_.read_at(place, buffer_);
        begin_ = place;
      }
    }
    return place - begin_ < loaded_.size() ? loaded_.subspan(place - begin_) : Bytes();
  }

 private:
  static constexpr std::size_t kBytes = 1 << 18;
  static constexpr std::size_t kAhead = 4096;

  const InputFile& file_;
  std::vector<unsigned char> buffer_;
  Bytes loaded_;
  std::uint64_t begin_ = 0;
};

std::optional<MpegFrame> frame_of(std::uint32_t stream, Bytes bytes) {
  const std::optional<MpegFrame> frame = parse_mpeg_frame(bytes);
  return frame && frame->stream == stream ? frame : std::nullopt;
}

}  // namespace

MpegExtent walk_mpeg_frames(const InputFile& file, std::uint64_t offset) {
  Window window(file);
  MpegExtent extent{.end = offset};
  const std::optional<MpegFrame> first = parse_mpeg_frame(window.from(offset));
  if (!first) return extent;
  bool in_hole = false;
  for (std::uint64_t place = offset;;) {
    const Bytes bytes = window.from(place);
    if (bytes.size() < 4) return extent;
    const std::optional<MpegFrame> frame = frame_of(first->stream, bytes);
    const bool is_whole = frame && frame->length_bytes <= bytes.size();
    // After a hole one header may be there by chance; two that agree are not.
    if (is_whole && (!in_hole || frame_of(first->stream, bytes.subspan(frame->length_bytes)))) {
      extent.holes += in_hole ? 1 : 0;
      in_hole = false;
      ++extent.frames;
      place += frame->length_bytes;
      extent.end = place;
      continue;
    }
    if (frame && !is_whole && !in_hole) {
      extent.ends_in_frame = true;
      return extent;
    }
    in_hole = true;
    ++place;
  }
}

}  // namespace mrec::audio
