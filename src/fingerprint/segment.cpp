#include "fingerprint/segment.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <numeric>
#include <vector>

#include "fingerprint/landmark.h"
#include "fingerprint/packed_peaks.h"
#include "mrec/core/checksum.h"

namespace mrec::fingerprint {

static_assert(std::endian::native == std::endian::little, "the file's numbers are used as they are");

namespace {

constexpr int kLeastBucketBits = 13;  ///< so that the rest of a code has 8 bits
constexpr std::uint64_t kPlacesPerBucket = 4;
constexpr std::uint64_t kMark = 0x746E656D67657370;  ///< "psegment"

constexpr std::size_t padded(std::size_t bytes) {
  return (bytes + 7) / 8 * 8;
}

template <class T>
std::string_view as_text(std::span<const T> values) {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

/// The rest of a code and a frame: places of one bucket are sorted by both.
std::uint32_t to_place(std::uint32_t code, std::int64_t frame, int bucket_bits) {
  const std::uint32_t rest = code & ((1U << (kCodeBits - bucket_bits)) - 1);
  return rest << 24 | static_cast<std::uint32_t>(frame);
}

struct Posting {
  std::uint32_t code;
  std::uint32_t frame;
};

/// Every landmark of the prints, the frames counted through.
std::vector<Posting> postings_of(std::span<const TrackPrint> prints) {
  std::vector<Posting> postings;
  std::uint32_t first_frame = 0;
  for (const TrackPrint& print : prints) {
    for (const Landmark& landmark : landmarks_of_track(unpack(print.peaks))) {
      const auto frame = static_cast<std::uint32_t>(std::max(0L, std::lround(landmark.frame)));
      if (print.frames == 0) continue;
      postings.push_back({.code = landmark.code, .frame = first_frame + std::min(frame, print.frames - 1)});
    }
    first_frame += print.frames;
  }
  std::ranges::sort(postings, {},
                    [](const Posting& each) { return std::uint64_t{each.code} << 32 | each.frame; });
  return postings;
}

/// As many as make buckets of a few places.
int bucket_bits_for(std::size_t postings) {
  return std::clamp(static_cast<int>(std::bit_width(postings / kPlacesPerBucket)), kLeastBucketBits,
                    kCodeBits);
}

}  // namespace

struct Segment::Track {
  std::uint64_t size_bytes;
  std::int64_t mtime_us;
  double start_s;  ///< of the section
  double end_s;    ///< likewise; -1: the track is a whole file
  std::uint32_t first_frame;
  std::uint32_t frames;
  std::uint32_t first_peak;
  std::uint32_t peaks;
  std::uint32_t path_at;
  std::uint32_t path_bytes;
};

struct Segment::Header {
  std::uint64_t mark = kMark;
  std::uint64_t bytes = 0;  ///< of the whole segment
  std::uint64_t tracks = 0;
  std::uint64_t frames = 0;
  std::uint64_t bucket_bits = 0;
  std::uint64_t places = 0;
  std::uint64_t peaks = 0;
  std::size_t text_bytes = 0;
  std::array<char, 32> checksum = {};  ///< of what is before it, the tracks and their paths

  std::uint64_t buckets() const { return (std::uint64_t{1} << bucket_bits) + 1; }
  std::uint64_t table_bytes() const { return tracks * sizeof(Track) + text_bytes; }
  bool fits(std::size_t available) const;
};

namespace {

/// What is written after the tracks and their paths.
struct Numbers {
  int bucket_bits = 0;
  std::vector<std::uint32_t> buckets = {};
  std::vector<std::uint32_t> places = {};
  std::vector<std::uint32_t> peaks = {};

  std::size_t bytes() const {
    return (buckets.size() + places.size() + peaks.size()) * sizeof(std::uint32_t);
  }
};

Numbers numbers_of(std::span<const TrackPrint> prints) {
  const std::vector<Posting> postings = postings_of(prints);
  Numbers numbers{.bucket_bits = bucket_bits_for(postings.size())};
  numbers.buckets.resize((std::size_t{1} << numbers.bucket_bits) + 1);
  for (const Posting& posting : postings) {
    ++numbers.buckets[(posting.code >> (kCodeBits - numbers.bucket_bits)) + 1];
    numbers.places.push_back(to_place(posting.code, posting.frame, numbers.bucket_bits));
  }
  std::partial_sum(numbers.buckets.begin(), numbers.buckets.end(), numbers.buckets.begin());
  for (const TrackPrint& print : prints) {
    numbers.peaks.insert(numbers.peaks.end(), print.peaks.begin(), print.peaks.end());
  }
  return numbers;
}

std::string checksum_of(std::string_view counts, std::string_view tables) {
  return checksum(std::string(counts).append(tables));
}

}  // namespace

/// The tracks' entries and then their paths.
std::string Segment::tables_of(std::span<const TrackPrint> prints, std::size_t& text_bytes) {
  std::vector<Track> table;
  std::string text;
  std::uint32_t frames = 0;
  std::uint32_t peaks = 0;
  for (const TrackPrint& print : prints) {
    const audio::Section section = print.source.section.value_or(audio::Section{.start_s = 0, .end_s = -1});
    const std::string& path = print.source.path.native();
    table.push_back({.size_bytes = print.source.size_bytes,
                     .mtime_us = print.source.mtime_us,
                     .start_s = section.start_s,
                     .end_s = section.end_s,
                     .first_frame = frames,
                     .frames = print.frames,
                     .first_peak = peaks,
                     .peaks = static_cast<std::uint32_t>(print.peaks.size()),
                     .path_at = static_cast<std::uint32_t>(text.size()),
                     .path_bytes = static_cast<std::uint32_t>(path.size())});
    text += path;
    frames += print.frames;
    peaks += table.back().peaks;
  }
  assert(frames <= kMostFrames);
  text.resize(padded(text.size()));
  text_bytes = text.size();
  return std::string(as_text(std::span<const Track>(table))) + text;
}

std::string Segment::build(std::span<const TrackPrint> prints) {
  const Numbers numbers = numbers_of(prints);
  Header header{.tracks = prints.size(),
                .bucket_bits = static_cast<std::uint64_t>(numbers.bucket_bits),
                .places = numbers.places.size(),
                .peaks = numbers.peaks.size()};
  const std::string tables = tables_of(prints, header.text_bytes);
  header.bytes = sizeof header + tables.size() + padded(numbers.bytes());
  for (const TrackPrint& print : prints) header.frames += print.frames;
  const std::string_view counts(reinterpret_cast<const char*>(&header), offsetof(Header, checksum));
  checksum_of(counts, tables).copy(header.checksum.data(), header.checksum.size());

  std::string bytes;
  bytes.reserve(header.bytes);
  bytes.append(reinterpret_cast<const char*>(&header), sizeof header).append(tables);
  for (const auto* values : {&numbers.buckets, &numbers.places, &numbers.peaks}) {
    bytes += as_text(std::span<const std::uint32_t>(*values));
  }
  bytes.resize(header.bytes);
  return bytes;
}

/// Whether the counts are possible and fill the segment exactly.
bool Segment::Header::fits(std::size_t available) const {
  if (mark != kMark || bytes > available || bytes % 8 != 0 || text_bytes % 8 != 0) return false;
  // Nothing overflows once each count is below the number of bytes.
  for (const std::uint64_t count : {tracks, places, peaks, text_bytes}) {
    if (count > bytes) return false;
  }
  if (bucket_bits < kLeastBucketBits || bucket_bits > kCodeBits) return false;
  const std::uint64_t numbers = (buckets() + places + peaks) * sizeof(std::uint32_t);
  return frames <= kMostFrames && sizeof(Header) + table_bytes() + padded(numbers) == bytes;
}

std::optional<Segment> Segment::read(std::string_view bytes) {
  Header header;
  if (bytes.size() < sizeof header) return std::nullopt;
  std::memcpy(&header, bytes.data(), sizeof header);
  if (!header.fits(bytes.size())) return std::nullopt;
  const std::string_view tables = bytes.substr(sizeof header, header.table_bytes());
  const std::string expected = checksum_of(bytes.substr(0, offsetof(Header, checksum)), tables);
  if (expected != std::string_view(header.checksum.data(), header.checksum.size())) return std::nullopt;

  Segment segment;
  segment.bytes_ = bytes.substr(0, header.bytes);
  segment.tracks_ = header.tracks;
  segment.frames_ = static_cast<std::uint32_t>(header.frames);
  segment.bucket_bits_ = static_cast<int>(header.bucket_bits);
  segment.table_ = reinterpret_cast<const Track*>(tables.data());
  segment.text_ = tables.substr(header.tracks * sizeof(Track));
  const auto* numbers = reinterpret_cast<const std::uint32_t*>(tables.data() + tables.size());
  segment.buckets_ = {numbers, header.buckets()};
  segment.places_ = {numbers + header.buckets(), header.places};
  segment.peaks_ = {numbers + header.buckets() + header.places, header.peaks};
  if (!segment.is_sound()) return std::nullopt;
  return segment;
}

/// Whether what the tracks say lies within the segment: who forges a checksum must not reach beyond it.
bool Segment::is_sound() const {
  std::uint64_t frames = 0;
  for (std::size_t i = 0; i < tracks_; ++i) {
    const Track& track = table_[i];
    const bool has_its_frames = track.first_frame == frames;
    const bool has_its_peaks = std::uint64_t{track.first_peak} + track.peaks <= peaks_.size();
    const bool has_its_path = std::uint64_t{track.path_at} + track.path_bytes <= text_.size();
    if (!has_its_frames || !has_its_peaks || !has_its_path) return false;
    frames += track.frames;
  }
  return frames == frames_;
}

TrackSource Segment::source(std::size_t track) const {
  const Track& entry = table_[track];
  TrackSource source{.path = std::string(text_.substr(entry.path_at, entry.path_bytes)),
                     .size_bytes = entry.size_bytes,
                     .mtime_us = entry.mtime_us};
  if (entry.end_s >= 0) source.section = audio::Section{.start_s = entry.start_s, .end_s = entry.end_s};
  return source;
}

std::uint32_t Segment::frames(std::size_t track) const {
  return table_[track].frames;
}

std::uint32_t Segment::first_frame(std::size_t track) const {
  return table_[track].first_frame;
}

std::span<const std::uint32_t> Segment::peaks(std::size_t track) const {
  return peaks_.subspan(table_[track].first_peak, table_[track].peaks);
}

TrackPrint Segment::print(std::size_t track) const {
  const auto packed = peaks(track);
  return {.source = source(track), .frames = frames(track), .peaks = {packed.begin(), packed.end()}};
}

std::size_t Segment::track_at(std::int64_t frame) const {
  const std::span table(table_, tracks_);
  const std::int64_t within = std::min(frame, std::int64_t{frames_} - 1);
  const auto next = std::ranges::upper_bound(table, within, {}, &Track::first_frame);
  return next == table.begin() ? 0 : static_cast<std::size_t>(next - table.begin()) - 1;
}

std::span<const std::uint32_t> Segment::places(std::uint32_t code) const {
  const std::uint32_t bucket = code >> (kCodeBits - bucket_bits_);
  const std::uint32_t begin = buckets_[bucket];
  const std::uint32_t end = buckets_[bucket + 1];
  if (begin > end || end > places_.size()) return {};
  const auto in_bucket = places_.subspan(begin, end - begin);
  const std::uint32_t rest = to_place(code, 0, bucket_bits_) >> 24;
  const auto same =
      std::ranges::equal_range(in_bucket, rest, {}, [](std::uint32_t place) { return place >> 24; });
  return {same.begin(), same.end()};
}

}  // namespace mrec::fingerprint
