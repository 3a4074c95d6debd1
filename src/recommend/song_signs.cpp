#include "song_signs.h"

#include <algorithm>
#include <cmath>

#include "mrec/library/song_key.h"

namespace mrec::recommend {
namespace {

/// Two encodings of a recording are above that, different songs below it (docs/evaluation.md).
constexpr float kSameSound = 0.985F;

}  // namespace

SongSigns signs_of(const library::Track& track, const Vector& unit) {
  SongSigns signs{.song = library::song_key(track.artist, track.title),
                  .artist = library::artist_key(track.artist),
                  .album = {},
                  .duration_s = track.duration_s,
                  .unit = unit};
  if (!track.album.empty()) signs.album = signs.artist + "\t" + library::name_key(track.album);
  return signs;
}

SongSigns signs_at(const library::Index& index, std::size_t place) {
  return signs_of(index.track(place), index.vector(place).head(index.dimensions()));
}

bool same_song(const SongSigns& a, const SongSigns& b, bool by_sound) {
  if (!a.song.empty() && a.song == b.song) return true;
  return by_sound && std::abs(a.duration_s - b.duration_s) <= kSameDuration_s &&
         a.unit.dot(b.unit) >= kSameSound;
}

}  // namespace mrec::recommend
