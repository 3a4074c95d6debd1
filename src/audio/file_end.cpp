#include "audio/file_end.h"

#include <algorithm>
#include <array>
#include <vector>

#include "audio/byte_order.h"

namespace mrec::audio {
namespace {

using Bytes = std::span<const unsigned char>;

// Programs that write to a pipe cannot go back to fill in the size. What they leave there is 0, all ones or
// some other number near the most that 31 or 32 bits hold.
constexpr std::uint64_t kUnknown31 = 0x7FFF0000;
constexpr std::uint64_t kUnknown32 = 0xFFFF0000;

bool is_unknown(std::uint64_t size) {
  return (size >= kUnknown31 && size <= 0x80000000U) || size >= kUnknown32;
}

std::optional<MissingBytes> compare(std::uint64_t promised, std::uint64_t begin, std::uint64_t file_size) {
  const std::uint64_t present = file_size - std::min(begin, file_size);
  if (promised <= present) return std::nullopt;
  return MissingBytes{.promised = promised, .present = present};
}

/// How the chunks of a file are written down.
struct ChunkFormat {
  bool big_endian = false;
  std::string_view sound;  ///< the chunk with the samples
};

/// Walks the chunks up to the one with the samples.
std::optional<MissingBytes> missing_in_chunks(const InputFile& file, const ChunkFormat& format) {
  constexpr int kMostChunks = 1000;
  std::uint64_t size64 = 0;  // of an RF64 file: its data chunk has no room for it
  std::uint64_t offset = 12;
  for (int i = 0; i < kMostChunks; ++i) {
    std::array<unsigned char, 24> buffer{};
    const Bytes head = file.read_at(offset, buffer);
    if (head.size() < 8) return std::nullopt;
    const std::uint64_t size = format.big_endian ? big_endian(head, 4, 4) : little_endian(head, 4, 4);
    if (has_word(head, 0, "ds64") && head.size() == buffer.size()) size64 = little_endian(head, 16, 8);
    if (has_word(head, 0, format.sound)) {
      if (size64 != 0 && size == 0xFFFFFFFF) return compare(size64, offset + 8, file.size_bytes());
      if (is_unknown(size)) return std::nullopt;
      return compare(size, offset + 8, file.size_bytes());
    }
    offset += 8 + size + size % 2;
  }
  return std::nullopt;
}

std::optional<MissingBytes> missing_in_au(const InputFile& file, Bytes head, bool big) {
  if (head.size() < 12) return std::nullopt;
  const std::uint64_t begin = big ? big_endian(head, 4, 4) : little_endian(head, 4, 4);
  const std::uint64_t size = big ? big_endian(head, 8, 4) : little_endian(head, 8, 4);
  if (is_unknown(size)) return std::nullopt;
  return compare(size, begin, file.size_bytes());
}

/// MP4 and its kin are boxes in a row, each of which tells its size (ISO 14496-12, 4.2).
std::optional<MissingBytes> missing_in_boxes(const InputFile& file) {
  constexpr int kMostBoxes = 100000;  // a film in fragments has thousands
  std::uint64_t offset = 0;
  for (int i = 0; i < kMostBoxes && offset < file.size_bytes(); ++i) {
    std::array<unsigned char, 16> buffer{};
    const Bytes head = file.read_at(offset, buffer);
    if (head.size() < 8) return std::nullopt;
    std::uint64_t size = big_endian(head, 0, 4);
    if (size == 0) return std::nullopt;  // as long as there is more
    if (size == 1 && head.size() == buffer.size()) size = big_endian(head, 8, 8);
    if (size < 8) return std::nullopt;
    if (size > file.size_bytes() - offset) return compare(size, offset, file.size_bytes());
    offset += size;
  }
  return std::nullopt;
}

/// ASF, the container of WMA, begins with a header of objects, one of which tells the length of the file
/// (Advanced Systems Format, 3.2). A broadcast does not know it.
std::optional<MissingBytes> missing_in_asf(const InputFile& file) {
  constexpr std::string_view kProperties("\xA1\xDC\xAB\x8C\x47\xA9\xCF\x11\x8E\xE4\x00\xC0\x0C\x20\x53\x65",
                                         16);
  constexpr int kMostObjects = 1000;
  std::uint64_t offset = 30;
  for (int i = 0; i < kMostObjects; ++i) {
    std::array<unsigned char, 92> buffer{};
    const Bytes head = file.read_at(offset, buffer);
    if (head.size() < buffer.size()) return std::nullopt;
    if (has_word(head, 0, kProperties)) {
      const bool is_broadcast = (head[88] & 1U) != 0;
      return is_broadcast ? std::nullopt : compare(little_endian(head, 40, 8), 0, file.size_bytes());
    }
    const std::uint64_t size = little_endian(head, 16, 8);
    if (size < 24 || size > file.size_bytes()) return std::nullopt;
    offset += size;
  }
  return std::nullopt;
}

/// Whether the page at the start of `bytes` is there as a whole and ends its stream (RFC 3533, section 6).
bool is_whole_last_page(Bytes bytes) {
  constexpr std::size_t kHeader = 27;
  if (bytes.size() < kHeader || bytes.size() < kHeader + bytes[26]) return false;
  std::size_t length = kHeader + bytes[26];
  for (const unsigned char lacing : bytes.subspan(kHeader, bytes[26])) length += lacing;
  return (bytes[5] & 0x04U) != 0 && bytes.size() >= length;
}

std::optional<MissingBytes> missing_in_ogg(const InputFile& file) {
  // A page has at most 65,307 bytes; a tag of some kilobytes may follow the last one.
  constexpr std::uint64_t kTail = 1 << 17;
  const std::uint64_t size = file.size_bytes();
  std::vector<unsigned char> buffer(std::min(size, kTail));
  const Bytes tail = file.read_at(size - buffer.size(), buffer);
  for (std::size_t i = tail.size(); i-- > 0;) {
    if (!has_word(tail, i, std::string_view("OggS\0", 5))) continue;
    if (is_whole_last_page(tail.subspan(i))) return std::nullopt;
    return MissingBytes{.promised = 0, .present = size};
  }
  return std::nullopt;  // no Ogg at the end at all: something long was appended
}

}  // namespace

std::optional<MissingBytes> missing_at_end(const InputFile& file) {
  std::array<unsigned char, 12> buffer{};
  const Bytes head = file.head(buffer);
  if (has_word(head, 0, "RIFF") || has_word(head, 0, "RF64") || has_word(head, 0, "BW64"))
    return missing_in_chunks(file, {.big_endian = false, .sound = "data"});
  if (has_word(head, 0, "RIFX")) return missing_in_chunks(file, {.big_endian = true, .sound = "data"});
  if (has_word(head, 0, "FORM")) return missing_in_chunks(file, {.big_endian = true, .sound = "SSND"});
  if (has_word(head, 0, ".snd")) return missing_in_au(file, head, true);
  if (has_word(head, 0, "dns.")) return missing_in_au(file, head, false);
  if (has_word(head, 0, "OggS")) return missing_in_ogg(file);
  if (has_word(head, 4, "ftyp")) return missing_in_boxes(file);
  if (has_word(head, 0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11")) return missing_in_asf(file);
  return std::nullopt;
}

}  // namespace mrec::audio
