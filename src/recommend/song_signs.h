#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"
#include "mrec/library/index.h"
#include "mrec/library/track.h"

namespace mrec::recommend {

/// What tells whether two tracks are one song, of one artist or from one album.
struct SongSigns {
  std::string song;    ///< key of artist and title; empty: not known
  std::string artist;  ///< key; empty: not known
  std::string album;   ///< key with the artist's; empty: not known
  double duration_s = 0;
  Vector unit;  ///< of its sound
};

/// Durations of one song's encodings differ by no more.
inline constexpr double kSameDuration_s = 1.5;

SongSigns signs_of(const library::Track& track, const Vector& unit);
/// Of a track of the index.
SongSigns signs_at(const library::Index& index, std::size_t place);

/// By title and artist or, where that is asked for, because sound and duration are nearly equal.
bool same_song(const SongSigns& a, const SongSigns& b, bool by_sound = true);

}  // namespace mrec::recommend
