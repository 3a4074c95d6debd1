#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "audio/input_file.h"
#include "audio/mpeg_frame.h"

namespace mrec::audio {

struct MpegStreamOptions {
  std::uint64_t offset = 0;               ///< where the first frame begins
  std::optional<std::uint64_t> end = {};  ///< what stands there and behind it is no sound; nothing: not known
  bool stereo = false;                    ///< two channels come out, whatever goes in; otherwise their mean
  bool ignore_tag = false;                ///< a Xing tag is a frame of silence like another
};

/// A frame that is about to be decoded.
struct MpegFrameData {
  MpegFrame header;
  std::span<const unsigned char> body;
};

/// libmpg123 on an open file, frame by frame. A sample counts once, however many channels there are.
class MpegStream {
 public:
  /// Throws Error{kFormat}, without a path, when there is no frame. `file` must outlive the stream.
  MpegStream(const InputFile& file, const MpegStreamOptions& options);
  ~MpegStream();
  MpegStream(const MpegStream&) = delete;
  MpegStream& operator=(const MpegStream&) = delete;

  int rate_hz() const { return rate_hz_; }
  /// Samples by the Xing tag, less what it says of delay and padding; without one a guess.
  std::int64_t length() const;
  /// Makes `sample` the next to be decoded, after a walk over the headers before it; the first frames miss
  /// what frames before them hold of their bits. Returns the place, or nothing after a failure.
  std::optional<std::int64_t> seek(std::int64_t sample);
  /// The next frame; nothing at the end, which is also where another sample rate begins.
  std::optional<MpegFrameData> next();
  /// Decodes the frame that next() gave: interleaved samples, none where the encoder's delay is left out.
  /// Valid until the next call.
  std::span<const float> decode();

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
  int rate_hz_ = 0;
};

}  // namespace mrec::audio
