#include "audio/mpeg_decoder.h"

#include <algorithm>
#include <array>

#include "audio/beginning.h"
#include "audio/mono_mix.h"
#include "audio/mpeg_walk.h"
#include "audio/sniff.h"
#include "mrec/core/error.h"

namespace mrec::audio {
namespace {

int samples_per_frame(const MpegFrame& frame) {
  if (frame.layer == 1) return 384;
  return frame.layer == 3 && !frame.mpeg1 ? 576 : 1152;
}

/// Frames to be decoded before the first that counts. A frame may keep up to 511 bytes (MPEG-1) or 255 of its
/// sound in frames before it, of which each holds at least 58 bytes or some 10 at the lowest bit rates; two
/// more let the transform and the filter bank overlap.
int run_up_frames(const MpegFrame& frame) {
  return frame.mpeg1 ? 12 : 30;
}

}  // namespace

MpegDecoder::MpegDecoder(const std::filesystem::path& path, std::uint64_t offset)
    : file_(path), options_{.offset = offset} {
  constexpr std::size_t kLongestFrame = 2881;
  std::array<unsigned char, kLongestFrame> buffer{};
  const auto bytes = file_.read_at(offset, buffer);
  first_frame_ = parse_mpeg_frame(bytes).value_or(MpegFrame{});
  try {
    reopen();
    measure(parse_xing_tag(bytes));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kIo) throw;
    throw Error(ErrorKind::kFormat, path.string(), std::string("cannot be decoded (") + error.what() + ")",
                "replace it");
  }
}

void MpegDecoder::reopen() {
  stream_ = std::make_unique<MpegStream>(file_, options_);
  position_ = 0;
  block_ = {};
}

/// A tag is believed when the file is as long as it says, or longer by what is no sound.
bool MpegDecoder::is_believable(const XingTag& tag) const {
  const std::uint64_t bytes_there = file_.size_bytes() - options_.offset;
  constexpr std::uint64_t kShortestFrame = 24;
  if (tag.frames.value_or(0) == 0 || !tag.bytes || *tag.bytes > bytes_there) return false;
  if (*tag.frames * kShortestFrame > *tag.bytes) return false;
  const Beginning behind = beginning_of(file_, options_.offset + *tag.bytes);
  return !find_mpeg_audio(behind.head);
}

void MpegDecoder::measure(const std::optional<XingTag>& tag) {
  if (tag && is_believable(*tag)) {
    // The frame of the tag itself is not in the sum of every encoder.
    options_.end = options_.offset + *tag->bytes + first_frame_.length_bytes;
    reopen();
    frames_ = stream_->length();
    return;
  }
  const MpegExtent extent = walk_mpeg_frames(file_, options_.offset);
  const std::int64_t told = tag ? tag->frames.value_or(0) : 0;
  const std::int64_t real = extent.frames - 1;  // the frame of a tag holds no sound
  const std::int64_t per_frame = samples_per_frame(first_frame_);
  holes_ = extent.holes;
  options_.end = extent.end;
  options_.ignore_tag = real > told;  // there is none, another file was appended, or it is not of this one
  reopen();
  frames_ = options_.ignore_tag ? extent.frames * per_frame
                                : std::max<std::int64_t>(0, stream_->length() - (told - real) * per_frame);
  if (real < told && tag->bytes.value_or(0) > file_.size_bytes() - options_.offset) {
    loss_ = Loss{.promised_frames = stream_->length()};
  } else if (!tag && extent.ends_in_frame) {
    loss_ = Loss{};
  }
}

std::int64_t MpegDecoder::slack_frames() const {
  constexpr int kFrames = 3;  // the last frames of a sound file may be such that libmpg123 leaves them out
  return (kFrames + 2 * holes_) * samples_per_frame(first_frame_);
}

std::int64_t MpegDecoder::count_frames() {
  reopen();
  do {
    position_ += static_cast<std::int64_t>(block_.size());
    block_ = {};
  } while (decode_block());
  return position_;
}

bool MpegDecoder::skip_to(std::int64_t frame) {
  const std::int64_t run_up = std::int64_t{run_up_frames(first_frame_)} * samples_per_frame(first_frame_);
  if (frame < position_) reopen();
  if (frame - position_ > 2 * run_up) {
    block_ = {};
    const std::optional<std::int64_t> place = stream_->seek(frame - run_up);
    if (!place) return false;
    position_ = *place;
  }
  while (position_ + static_cast<std::int64_t>(block_.size()) < frame) {
    position_ += static_cast<std::int64_t>(block_.size());
    block_ = {};
    if (!decode_block()) return false;
  }
  block_ = block_.subspan(static_cast<std::size_t>(frame - position_));
  position_ = frame;
  return true;
}

/// Mixing the channels before the synthesis takes a third of the time away, and equals the mean of what comes
/// out as long as both channels switch between long and short blocks together. Few encoders let them do so
/// apart; from the first such frame on both channels are decoded.
bool MpegDecoder::decode_block() {
  while (block_.empty()) {
    const std::optional<MpegFrameData> frame = stream_->next();
    if (!frame) return false;
    if (!options_.stereo && !has_equal_blocks(frame->header, frame->body)) {
      options_.stereo = true;
      const std::int64_t place = position_;
      reopen();
      if (!skip_to(place)) return false;
      continue;
    }
    block_ = stream_->decode();
    if (!options_.stereo) continue;
    mono_.resize(block_.size() / 2);
    mix_to_mono(block_, 2, mono_);
    block_ = mono_;
  }
  return true;
}

std::span<const float> MpegDecoder::read(std::int64_t most) {
  if (block_.empty() && !decode_block()) return {};
  const auto count =
      static_cast<std::size_t>(std::min<std::int64_t>(most, static_cast<std::int64_t>(block_.size())));
  const std::span<const float> result = block_.first(count);
  block_ = block_.subspan(count);
  position_ += static_cast<std::int64_t>(count);
  return result;
}

}  // namespace mrec::audio
