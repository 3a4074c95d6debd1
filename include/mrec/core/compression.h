#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace mrec {

/// Zstandard (RFC 8878). A compressed text is a row of frames, each of which can be read alone.

/// Whether a file that starts so is compressed; the first four bytes decide.
bool is_compressed(std::string_view start);

/// One frame with the length of the content and a checksum.
std::string compress(std::string_view bytes);

/// What came of the frame at the start of some bytes.
enum class FrameState {
  kWhole,      ///< decompressed, and the checksum (if it has one) agrees
  kEmpty,      ///< whole but without content, as other programs may leave
  kBreaksOff,  ///< the bytes end within the frame
  kDamaged,    ///< no frame, or its content is not what it was
  kTooLong,    ///< has or claims more content than is allowed
  kUnsized,    ///< whole, but does not say how much content it has: made by another program
};
struct Frame {
  FrameState state = FrameState::kDamaged;
  std::size_t bytes = 0;  ///< of the compressed frame; of whole, empty and unsized ones
};

/// Decompresses the frame that `bytes` begin with into `content`, whose memory is used again. No more memory
/// than `most_bytes` is asked for, whatever the frame claims. Never throws for what the bytes are.
Frame decompress(std::string_view bytes, std::size_t most_bytes, std::string& content);

/// Decompresses any number of frames piece by piece.
class Decompressor {
 public:
  Decompressor();
  ~Decompressor();

  struct Step {
    std::size_t taken = 0;  ///< bytes of the input
    std::size_t given = 0;  ///< bytes of the output
  };
  /// Stops at the end of a frame. Throws Error{kFormat} (without a path) for what is damaged or needs a
  /// window of more than 128 MiB.
  Step step(std::string_view input, std::span<char> output);

  /// Whether all frames so far are complete and their checksums right.
  bool between_frames() const { return between_frames_; }

 private:
  struct Context;
  std::unique_ptr<Context> context_;
  bool between_frames_ = true;
};

}  // namespace mrec
