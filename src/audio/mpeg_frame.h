#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace mrec::audio {

/// The header of a frame of MPEG audio.
struct MpegFrame {
  std::uint32_t stream = 0;  ///< version, layer and rate, which stay the same from frame to frame
  std::size_t length_bytes = 0;
  int layer = 0;
  bool mpeg1 = false;  ///< not MPEG-2 or -2.5, which have half the samples a frame
  bool mono = false;
  bool has_checksum = false;
};

/// MPEG-1, -2 and -2.5 audio, layers I to III (ISO 11172-3 2.4.2.3, ISO 13818-3 2.4.2.3). Free-format
/// streams, which do not tell their frame length, are not recognised.
std::optional<MpegFrame> parse_mpeg_frame(std::span<const unsigned char> bytes);

/// Whether both channels of a layer III frame have the same kinds of blocks, long or short, so that mixing
/// them before the synthesis equals mixing them afterwards. True for mono and the other layers. `body` is
/// what follows the four bytes of the header.
bool has_equal_blocks(const MpegFrame& frame, std::span<const unsigned char> body);

/// What the first frame of a layer III stream may say of all of it, in a tag called Xing or Info.
struct XingTag {
  std::optional<std::uint32_t> frames;  ///< without the one that holds the tag
  std::optional<std::uint32_t> bytes;   ///< with it
};

/// Nothing when the frame that begins `bytes` holds no such tag.
std::optional<XingTag> parse_xing_tag(std::span<const unsigned char> bytes);

/// Length of the ID3v2 tag that begins the bytes; 0 when there is none.
std::size_t id3v2_length(std::span<const unsigned char> head);

}  // namespace mrec::audio
