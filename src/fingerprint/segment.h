#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "mrec/fingerprint/track_print.h"

namespace mrec::fingerprint {

/// Some tracks of a file of fingerprints, with all that is needed to look landmarks up among them
/// (docs/formats.md): a view of its bytes, which lie at a multiple of 8 and outlive it. What a flipped bit
/// can do among the numbers without a checksum is lose or add a peak or a landmark.
class Segment {
 public:
  /// Of all its tracks together: places have 24 bits.
  static constexpr std::int64_t kMostFrames = (1 << 24) - 1;

  /// The segment that `bytes` begin with; nothing when it is damaged or not all there.
  static std::optional<Segment> read(std::string_view bytes);

  /// The bytes that make a segment of the prints, which have kMostFrames at most.
  static std::string build(std::span<const TrackPrint> prints);

  std::string_view bytes() const { return bytes_; }
  std::size_t tracks() const { return tracks_; }
  std::uint32_t frames() const { return frames_; }

  /// Of which track, and as what it was when it was decoded.
  TrackSource source(std::size_t track) const;
  std::uint32_t frames(std::size_t track) const;
  /// Frames of the tracks before it.
  std::uint32_t first_frame(std::size_t track) const;
  std::span<const std::uint32_t> peaks(std::size_t track) const;
  TrackPrint print(std::size_t track) const;

  /// The track that a place lies in; places beyond the last belong to it. There has to be a track.
  std::size_t track_at(std::int64_t frame) const;

  /// Where a landmark is: the low 24 bits are frames, counted through all tracks.
  std::span<const std::uint32_t> places(std::uint32_t code) const;
  static std::uint32_t frame_of(std::uint32_t place) { return place & 0xFFFFFF; }

 private:
  struct Header;
  struct Track;
  static std::string tables_of(std::span<const TrackPrint> prints, std::size_t& text_bytes);
  bool is_sound() const;

  std::string_view bytes_;
  std::size_t tracks_ = 0;
  std::uint32_t frames_ = 0;
  int bucket_bits_ = 0;
  const Track* table_ = nullptr;
  std::string_view text_;
  std::span<const std::uint32_t> buckets_;  ///< where each one's places begin, and the end
  std::span<const std::uint32_t> places_;
  std::span<const std::uint32_t> peaks_;
};

}  // namespace mrec::fingerprint
