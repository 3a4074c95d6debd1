#include "audio/mpeg_frame.h"

#include <algorithm>
#include <array>

#include "audio/byte_order.h"

namespace mrec::audio {
namespace {

using Bytes = std::span<const unsigned char>;

/// Side information between header (and checksum) and sound of layer III.
std::size_t side_info_length(const MpegFrame& frame) {
  if (frame.mpeg1) return frame.mono ? 17 : 32;
  return frame.mono ? 9 : 17;
}

unsigned bits_at(Bytes bytes, std::size_t offset, std::size_t count) {
  unsigned value = 0;
  for (std::size_t i = offset; i < offset + count; ++i) {
    value = value << 1U | ((bytes[i / 8] >> (7U - i % 8)) & 1U);
  }
  return value;
}

}  // namespace

std::optional<MpegFrame> parse_mpeg_frame(Bytes bytes) {
  if (bytes.size() < 4 || bytes[0] != 0xFF || (bytes[1] & 0xE0U) != 0xE0U) return std::nullopt;
  const unsigned version = (bytes[1] >> 3U) & 3U;  // 0: 2.5, 2: 2, 3: 1
  const unsigned layer = 4U - ((bytes[1] >> 1U) & 3U);
  const unsigned bitrate = bytes[2] >> 4U;
  const unsigned rate = (bytes[2] >> 2U) & 3U;
  const unsigned padding = (bytes[2] >> 1U) & 1U;
  if (version == 1 || layer == 4 || bitrate == 0 || bitrate == 15 || rate == 3) return std::nullopt;
  constexpr std::array<std::array<unsigned, 15>, 5> kKilobits = {{
      {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},  // MPEG-1 layer I
      {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},     // MPEG-1 layer II
      {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},      // MPEG-1 layer III
      {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},     // MPEG-2 layer I
      {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},          // MPEG-2 layers II and III
  }};
  constexpr std::array<unsigned, 3> kRatesHz = {44100, 48000, 32000};
  const bool mpeg1 = version == 3;
  const std::size_t row = mpeg1 ? layer - 1 : (layer == 1 ? 3U : 4U);
  const unsigned rate_hz = kRatesHz[rate] >> (mpeg1 ? 0U : (version == 2 ? 1U : 2U));
  const unsigned bits_s = kKilobits[row][bitrate] * 1000;
  const unsigned length = layer == 1 ? (12 * bits_s / rate_hz + padding) * 4
                                     : (layer == 3 && !mpeg1 ? 72 : 144) * bits_s / rate_hz + padding;
  return MpegFrame{.stream = (bytes[1] & 0xFEU) << 8U | rate,
                   .length_bytes = length,
                   .layer = static_cast<int>(layer),
                   .mpeg1 = mpeg1,
                   .mono = bytes[3] >> 6U == 3,
                   .has_checksum = (bytes[1] & 1U) == 0};
}

// Layout of the side information: ISO 11172-3 2.4.1.7 and ISO 13818-3 2.4.1.7.
bool has_equal_blocks(const MpegFrame& frame, Bytes body) {
  if (frame.layer != 3 || frame.mono) return true;
  const std::size_t checksum = frame.has_checksum ? 2 : 0;
  if (body.size() < checksum + side_info_length(frame)) return true;  // cut off: nothing will be decoded
  const Bytes side = body.subspan(checksum);
  const std::size_t first = frame.mpeg1 ? 20 : 10;      // bits before the first granule
  const std::size_t length = frame.mpeg1 ? 59 : 63;     // bits of one channel of a granule
  const std::size_t to_window = frame.mpeg1 ? 33 : 38;  // of them before window_switching_flag
  constexpr std::size_t kWindowBits = 4;                // the flag, block_type, mixed_block_flag
  const auto blocks = [&](std::size_t channel_of_granule) {
    const unsigned bits = bits_at(side, first + channel_of_granule * length + to_window, kWindowBits);
    return (bits & 8U) != 0 ? bits : 0U;  // without the flag the other bits mean something else
  };
  const std::size_t granules = frame.mpeg1 ? 2 : 1;
  for (std::size_t granule = 0; granule < granules; ++granule) {
    if (blocks(2 * granule) != blocks(2 * granule + 1)) return false;
  }
  return true;
}

std::optional<XingTag> parse_xing_tag(Bytes bytes) {
  const std::optional<MpegFrame> frame = parse_mpeg_frame(bytes);
  if (!frame || frame->layer != 3) return std::nullopt;
  const std::size_t tag =
      4 + side_info_length(*frame);  // a checksum is not counted, whether there is one or not
  if (!has_word(bytes, tag, "Xing") && !has_word(bytes, tag, "Info")) return std::nullopt;
  if (bytes.size() < tag + 16) return std::nullopt;
  const std::uint64_t flags = big_endian(bytes, tag + 4, 4);
  std::size_t field = tag + 8;
  XingTag result;
  for (auto* value : {&result.frames, &result.bytes}) {
    const bool is_there = (flags & (value == &result.frames ? 1U : 2U)) != 0;
    if (!is_there) continue;
    *value = static_cast<std::uint32_t>(big_endian(bytes, field, 4));
    field += 4;
  }
  return result;
}

std::size_t id3v2_length(Bytes head) {
  if (!has_word(head, 0, "ID3") || head.size() < 10) return 0;
  // Version 2 to 4, of the flags only the upper ones, four bytes of size below 0x80.
  if (head[3] < 2 || head[3] > 4 || (head[5] & 0x0FU) != 0) return 0;
  if (!std::ranges::all_of(head.subspan(6, 4), [](unsigned char byte) { return byte < 0x80; })) return 0;
  std::size_t length = 0;
  for (const unsigned char byte : head.subspan(6, 4)) length = length << 7U | byte;
  const bool has_footer = (head[5] & 0x10U) != 0;
  return length + (has_footer ? 20 : 10);
}

}  // namespace mrec::audio
