#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/core/tensor_map.h"
#include "mrec/library/index_rows.h"
#include "mrec/library/lanes.h"

namespace mrec::library {

/// Tracks with all that an index has of them, sorted by path.
struct FinishedRows {
  std::vector<IndexedTrack> tracks;
  Matrix vectors;                 ///< (tracks x width)
  std::vector<float> hubness;     ///< one a track
  std::vector<float> genre_mass;  ///< sum of a track's probabilities
};

/// What was learnt from all tracks of an index when it was made.
struct IndexSpace {
  std::vector<double> mean;
  std::vector<double> scale;
  std::vector<float> cosines;             ///< see alike_scale.h
  std::vector<std::uint32_t> references;  ///< rows that hubs are told by; empty: all
};

/// The tracks of an index that were written at one time: a safetensors file (docs/formats.md). What its texts
/// and places say is checked when it is looked at.
class IndexPart {
 public:
  /// Throws Error{kFormat} when an array is missing or of another size.
  explicit IndexPart(TensorMap map);
  /// In memory.
  IndexPart(const std::map<std::string, std::string>& metadata, const FinishedRows& rows,
            const IndexSpace& space, const std::vector<std::uint32_t>& gone);

  /// Texts of a track, in the order of the file.
  enum Field { kPath, kFile, kArtist, kTitle, kAlbum, kGenre, kFields };
  /// Numbers of a track's times.
  enum Time { kDuration, kStart, kEnd, kTimes };

  const TensorMap& map() const { return map_; }
  /// Text of the metadata; throws Error{kFormat} when it is missing.
  const std::string& text(const std::string& key) const;

  std::size_t tracks() const { return tracks_; }
  const LaneView& lanes() const { return lanes_; }
  const float* hubness() const { return hubness_.data(); }
  Track track(std::size_t row) const;
  double time_s(std::size_t row, Time which) const { return times_[row * kTimes + which]; }
  int year(std::size_t row) const { return years_[row]; }
  SoundKind sound(std::size_t row) const;
  float genre_mass(std::size_t row) const { return genre_mass_[row]; }
  std::uint64_t record(std::size_t row) const { return records_[row]; }
  /// Empty where the file is damaged.
  std::string_view field(std::size_t row, Field which) const;

  std::optional<std::size_t> find(std::string_view path) const;
  /// The rows whose file has that name.
  std::vector<std::size_t> find_name(std::string_view name) const;

  IndexSpace space() const;
  std::span<const float> cosines() const { return map_.numbers<float>("cosines"); }
  std::span<const std::uint32_t> gone() const { return gone_; }

 private:
  void look_up_arrays();

  TensorMap map_;
  std::size_t tracks_ = 0;
  LaneView lanes_;
  std::span<const float> hubness_;
  std::span<const double> times_;
  std::span<const std::uint64_t> text_ends_;
  std::span<const std::uint64_t> path_hashes_;
  std::span<const std::uint64_t> name_hashes_;
  std::span<const std::uint64_t> records_;
  std::span<const float> genre_mass_;
  std::span<const std::uint32_t> path_rows_;
  std::span<const std::uint32_t> name_rows_;
  std::span<const std::uint32_t> gone_;
  std::span<const std::uint16_t> years_;
  std::span<const std::uint8_t> sounds_;
  std::span<const std::uint8_t> texts_;
};

/// "c.mp3" of "a/b/c.mp3".
inline std::string_view file_name_of(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace mrec::library
