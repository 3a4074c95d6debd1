#include "audio/sniff.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mrec::audio {
namespace {

using Bytes = std::span<const unsigned char>;
using namespace std::string_view_literals;

constexpr std::array kAudioEndings = {
    ".3ga"sv, ".aac"sv, ".ac3"sv, ".aif"sv,  ".aifc"sv, ".aiff"sv, ".alac"sv, ".amr"sv, ".ape"sv,  ".au"sv,
    ".caf"sv, ".dff"sv, ".dsf"sv, ".dts"sv,  ".flac"sv, ".m4a"sv,  ".m4b"sv,  ".m4p"sv, ".mka"sv,  ".mp2"sv,
    ".mp3"sv, ".mpa"sv, ".mpc"sv, ".mpga"sv, ".oga"sv,  ".ogg"sv,  ".opus"sv, ".ra"sv,  ".rf64"sv, ".snd"sv,
    ".spx"sv, ".tta"sv, ".w64"sv, ".wav"sv,  ".wave"sv, ".wma"sv,  ".wv"sv,
};

/// Whether `word` stands at `offset`.
bool has(Bytes head, std::size_t offset, std::string_view word) {
  if (head.size() < offset + word.size()) return false;
  return std::equal(word.begin(), word.end(), head.begin() + static_cast<std::ptrdiff_t>(offset),
                    [](char a, unsigned char b) { return static_cast<unsigned char>(a) == b; });
}

bool has_magic(Bytes head) {
  constexpr std::array kMagics = {".snd"sv, "dns."sv, "fLaC"sv, "OggS"sv, "caff"sv, "MAC "sv,
                                  "wvpk"sv, "MPCK"sv, "MP+"sv,  "TTA1"sv, "DSD "sv, "riff\x2E\x91\xCF\x11"sv};
  return std::ranges::any_of(kMagics, [&](std::string_view magic) { return has(head, 0, magic); });
}

/// Containers that hold other things than sound too say what they hold after their size.
bool is_container_of_sound(Bytes head) {
  if (has(head, 0, "RIFF") || has(head, 0, "RIFX") || has(head, 0, "RF64") || has(head, 0, "BW64")) {
    return has(head, 8, "WAVE");
  }
  if (has(head, 0, "FORM")) return has(head, 8, "AIFF") || has(head, 8, "AIFC");
  return has(head, 4, "ftyp") && (has(head, 8, "M4A") || has(head, 8, "M4B") || has(head, 8, "M4P"));
}

/// ID3v2 before the sound: version 2 to 4, of the flags only the upper ones, four bytes of size below 0x80.
bool has_id3v2(Bytes head) {
  if (!has(head, 0, "ID3") || head.size() < 10) return false;
  if (head[3] < 2 || head[3] > 4 || (head[5] & 0x0FU) != 0) return false;
  return std::ranges::all_of(head.subspan(6, 4), [](unsigned char byte) { return byte < 0x80; });
}

/// What stays the same from frame to frame, and the way to the next one.
struct FrameHeader {
  std::uint32_t stream = 0;
  std::size_t length_bytes = 0;
};

/// MPEG-1, -2 and -2.5 audio, layers I to III (ISO 11172-3 2.4.2.3, ISO 13818-3 2.4.2.3). Free-format
/// streams, which do not tell their frame length, are not recognised.
std::optional<FrameHeader> mpeg_frame(Bytes bytes) {
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
  return FrameHeader{.stream = (bytes[1] & 0xFEU) << 8U | rate, .length_bytes = length};
}

/// AAC in ADTS frames (ISO 13818-7 6.2): layer 0, a rate index below 13, a length of 13 bits.
std::optional<FrameHeader> adts_frame(Bytes bytes) {
  if (bytes.size() < 7 || bytes[0] != 0xFF || (bytes[1] & 0xF6U) != 0xF0U) return std::nullopt;
  const unsigned rate = (bytes[2] >> 2U) & 15U;
  const unsigned length = (bytes[3] & 3U) << 11U | unsigned{bytes[4]} << 3U | unsigned{bytes[5]} >> 5U;
  if (rate > 12 || length < 7) return std::nullopt;
  return FrameHeader{.stream = unsigned{bytes[1]} << 8U | bytes[2], .length_bytes = length};
}

template <class ParseFrame>
bool has_two_frames(Bytes head, ParseFrame parse) {
  const std::optional<FrameHeader> first = parse(head);
  if (!first || first->length_bytes >= head.size()) return false;
  const std::optional<FrameHeader> second = parse(head.subspan(first->length_bytes));
  return second && second->stream == first->stream;
}

}  // namespace

bool looks_like_audio(std::span<const unsigned char> head) {
  return has_magic(head) || is_container_of_sound(head) || has_id3v2(head) ||
         has_two_frames(head, mpeg_frame) || has_two_frames(head, adts_frame);
}

bool has_audio_name(const std::filesystem::path& path) {
  std::string ending = path.extension().string();
  std::ranges::transform(ending, ending.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::ranges::find(kAudioEndings, ending) != kAudioEndings.end();
}

}  // namespace mrec::audio
