#include "audio/sniff.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "audio/byte_order.h"
#include "audio/mpeg_frame.h"

namespace mrec::audio {
namespace {

using Bytes = std::span<const unsigned char>;
using namespace std::string_view_literals;

constexpr std::array kAudioEndings = {
    ".3ga"sv, ".aac"sv, ".ac3"sv,  ".aif"sv,  ".aifc"sv, ".aiff"sv, ".alac"sv, ".amr"sv,  ".ape"sv,
    ".au"sv,  ".caf"sv, ".dff"sv,  ".dsf"sv,  ".dts"sv,  ".eac3"sv, ".flac"sv, ".m4a"sv,  ".m4b"sv,
    ".m4p"sv, ".mka"sv, ".mp+"sv,  ".mp2"sv,  ".mp3"sv,  ".mpa"sv,  ".mpc"sv,  ".mpga"sv, ".oga"sv,
    ".ofr"sv, ".ogg"sv, ".opus"sv, ".ra"sv,   ".rf64"sv, ".rm"sv,   ".snd"sv,  ".spx"sv,  ".tak"sv,
    ".tta"sv, ".w64"sv, ".wav"sv,  ".wave"sv, ".weba"sv, ".wma"sv,  ".wv"sv,
};

constexpr std::array kVideoEndings = {
    ".3g2"sv, ".3gp"sv, ".asf"sv,  ".avi"sv, ".f4v"sv, ".flv"sv, ".m2ts"sv, ".m4v"sv, ".mkv"sv,
    ".mov"sv, ".mp4"sv, ".mpeg"sv, ".mpg"sv, ".ogv"sv, ".vob"sv, ".webm"sv, ".wmv"sv,
};

bool begins_with_one_of(Bytes head, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [head](std::string_view word) { return has_word(head, 0, word); });
}

/// Formats that libsndfile reads.
bool is_plain_sound(Bytes head) {
  constexpr std::array kMagics = {".snd"sv, "dns."sv, "fLaC"sv, "OggS"sv, "caff"sv, "riff\x2E\x91\xCF\x11"sv};
  if (begins_with_one_of(head, kMagics)) return true;
  // Containers that hold other things than sound too say what they hold after their size.
  constexpr std::array kWaves = {"RIFF"sv, "RIFX"sv, "RF64"sv, "BW64"sv};
  if (begins_with_one_of(head, kWaves)) return has_word(head, 8, "WAVE");
  return has_word(head, 0, "FORM") && (has_word(head, 8, "AIFF") || has_word(head, 8, "AIFC"));
}

/// Formats of sound, or mostly of sound, that it does not read.
bool is_foreign_sound(Bytes head) {
  constexpr std::array kMagics = {
      "MAC "sv,
      "MPCK"sv,
      "MP+"sv,
      "OFR "sv,
      "tBaK"sv,
      "TTA1"sv,
      "wvpk"sv,
      "DSD "sv,
      "FRM8"sv,
      "#!AMR"sv,
      ".ra\xFD"sv,
      ".RMF"sv,
      "\x7F\xFE\x80\x01"sv,                  // the last: DTS
      "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv,  // ASF, the container of WMA
  };
  if (begins_with_one_of(head, kMagics)) return true;
  return has_word(head, 4, "ftyp") &&
         (has_word(head, 8, "M4A") || has_word(head, 8, "M4B") || has_word(head, 8, "M4P"));
}

/// ISO base media files are told by their brand; pictures (HEIF, AVIF, Canon's raw format) are such too.
bool is_iso_video(Bytes head) {
  constexpr std::array kPictures = {"avif"sv, "avis"sv, "crx "sv, "heic"sv, "heim"sv, "heis"sv,
                                    "heix"sv, "hevc"sv, "hevx"sv, "mif1"sv, "msf1"sv};
  if (has_word(head, 4, "ftyp")) {
    return std::ranges::none_of(kPictures, [head](std::string_view word) { return has_word(head, 8, word); });
  }
  // QuickTime before it had brands.
  return has_word(head, 4, "moov") || has_word(head, 4, "mdat") || has_word(head, 4, "wide");
}

bool is_video(Bytes head) {
  constexpr std::array kMagics = {"\x1A\x45\xDF\xA3"sv, "FLV\x01"sv,
                                  "\0\0\x01\xBA"sv};  // Matroska, FLV, MPEG
  if (begins_with_one_of(head, kMagics) || is_iso_video(head)) return true;
  if (has_word(head, 0, "RIFF")) return has_word(head, 8, "AVI ");
  constexpr std::size_t kTransportPacket =
      188;  // MPEG transport streams; Blu-ray puts four bytes before each
  const auto packets = [head](std::size_t first, std::size_t length) {
    return has_word(head, first, "G") && has_word(head, first + length, "G") &&
           has_word(head, first + 2 * length, "G") && has_word(head, first + 3 * length, "G");
  };
  return packets(0, kTransportPacket) || packets(4, kTransportPacket + 4);
}

/// AC-3 and E-AC-3 frames begin with a word of two bytes only; what follows must make sense (ATSC A/52, 5.3.1
/// and E.1.2.1).
bool is_ac3(Bytes head) {
  if (!has_word(head, 0, "\x0B\x77") || head.size() < 6) return false;
  const unsigned version = head[5] >> 3U;
  if (version > 10) return version <= 16;
  return head[4] >> 6U < 3 && (head[4] & 63U) < 38;
}

/// What stays the same from frame to frame, and the way to the next one.
struct AdtsFrame {
  std::uint32_t stream = 0;
  std::size_t length_bytes = 0;
};

/// AAC in ADTS frames (ISO 13818-7 6.2): layer 0, a rate index below 13, a length of 13 bits.
std::optional<AdtsFrame> parse_adts_frame(Bytes bytes) {
  if (bytes.size() < 7 || bytes[0] != 0xFF || (bytes[1] & 0xF6U) != 0xF0U) return std::nullopt;
  const unsigned rate = (bytes[2] >> 2U) & 15U;
  const unsigned length = (bytes[3] & 3U) << 11U | unsigned{bytes[4]} << 3U | unsigned{bytes[5]} >> 5U;
  if (rate > 12 || length < 7) return std::nullopt;
  return AdtsFrame{.stream = unsigned{bytes[1]} << 8U | bytes[2], .length_bytes = length};
}

/// Whether `count` frames of one stream follow one another.
template <class ParseFrame>
bool has_frames(Bytes head, int count, ParseFrame parse) {
  const auto first = parse(head);
  for (int i = 0; i < count; ++i) {
    const auto frame = parse(head);
    if (!frame || frame->stream != first->stream) return false;
    head = head.subspan(std::min(frame->length_bytes, head.size()));
  }
  return true;
}

bool ends_like(const std::filesystem::path& path, std::span<const std::string_view> endings) {
  std::string ending = path.extension().string();
  std::ranges::transform(ending, ending.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::ranges::find(endings, ending) != endings.end();
}

}  // namespace

bool looks_like_audio(Bytes head) {
  return is_plain_sound(head) || is_foreign_sound(head) || id3v2_length(head) > 0 ||
         has_frames(head, 2, parse_mpeg_frame) || has_frames(head, 2, parse_adts_frame);
}

bool needs_ffmpeg(Bytes head) {
  return is_foreign_sound(head) || is_video(head) || is_ac3(head) || has_frames(head, 2, parse_adts_frame);
}

std::optional<std::size_t> find_mpeg_audio(Bytes head) {
  if (has_frames(head, 2, parse_mpeg_frame)) return 0;
  if (is_plain_sound(head) || needs_ffmpeg(head)) return std::nullopt;
  for (std::size_t i = 1; i + 4 <= head.size(); ++i) {
    if (has_frames(head.subspan(i), 3, parse_mpeg_frame)) return i;
  }
  return std::nullopt;
}

bool has_audio_name(const std::filesystem::path& path) {
  return ends_like(path, kAudioEndings) || ends_like(path, kVideoEndings);
}

}  // namespace mrec::audio
