#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "fingerprint/packed_peaks.h"
#include "fingerprint/segment.h"
#include "fuzzer.h"
#include "mrec/core/checksum.h"
#include "mrec/core/error.h"
#include "mrec/fingerprint/recognise.h"

namespace {

using namespace mrec;

constexpr std::size_t kFileBeginning = 24;
constexpr std::size_t kCounts = 64;  // bytes of a segment before its checksum
constexpr std::size_t kHeader = 96;  // and with it
constexpr std::size_t kTrack = 56;

std::uint64_t number_at(const std::string& bytes, std::size_t place) {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data() + place, sizeof number);
  return number;
}

/// Gives the first segment the length and the checksum that it needs to be read at all.
std::string with_checksum(std::string bytes) {
  if (bytes.size() < kFileBeginning + kHeader) return bytes;
  const std::uint64_t length = bytes.size() - kFileBeginning;
  std::memcpy(bytes.data() + kFileBeginning + 8, &length, sizeof length);
  const std::size_t counts = kFileBeginning;
  const std::uint64_t tracks = std::min<std::uint64_t>(number_at(bytes, counts + 16), length);
  const std::uint64_t text = std::min<std::uint64_t>(number_at(bytes, counts + 56), length);
  const std::string covered =
      bytes.substr(counts, kCounts) + bytes.substr(counts + kHeader, tracks * kTrack + text);
  checksum(covered).copy(bytes.data() + counts + kCounts, 32);
  return bytes;
}

/// Peaks that have the codes of the seeds among theirs.
fingerprint::Clip clip() {
  std::vector<fingerprint::Peak> peaks;
  for (int i = 0; i < 60; ++i) {
    peaks.push_back(
        {.frame = 4.0F * static_cast<float>(i), .bin = 100.0F + static_cast<float>(10 * (i % 5))});
  }
  return {peaks, 250};
}

void look_through(const fingerprint::Prints& prints) {
  for (const fingerprint::Segment& segment : prints.segments()) {
    for (std::size_t track = 0; track < segment.tracks(); ++track) {
      fuzz::require(segment.first_frame(track) + std::uint64_t{segment.frames(track)} <= segment.frames(),
                    "a track lies within its segment");
      const auto peaks = fingerprint::unpack(segment.peaks(track));
      fuzz::require(std::ranges::is_sorted(peaks, {}, &fingerprint::Peak::frame), "peaks are in order");
    }
  }
  static const fingerprint::Clip heard = clip();
  static const Workers one(1);
  for (const auto& found : recognise(heard, prints, one)) {
    fuzz::require(found.source == 0, "what is recognised is a source");
  }
}

}  // namespace

void mrec::fuzz::read_input(Bytes bytes) {
  const std::vector<fingerprint::TrackSource> sources = {{.path = "a.wav", .size_bytes = 7, .mtime_us = 1}};
  look_through(fingerprint::Prints(with_checksum(std::string(text_of(bytes))), sources));
  look_through(fingerprint::Prints(file_of(bytes), sources));
}
