#include "list_builder.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mrec::recommend {
namespace {

/// Other tracks between two of one artist, or album.
constexpr std::size_t kArtistGap = 3;
constexpr std::size_t kAlbumGap = 5;

long stretch_of(double duration_s) {
  return std::lround(std::clamp(duration_s, 0.0, 1e9) / kSameDuration_s);
}

}  // namespace

void SongSet::add(const SongSigns& signs) {
  if (!signs.song.empty()) songs_.insert(signs.song);
  if (by_sound_) by_duration_[stretch_of(signs.duration_s)].push_back(signs);
}

bool SongSet::has(const SongSigns& signs) const {
  if (!signs.song.empty() && songs_.contains(signs.song)) return true;
  const long stretch = stretch_of(signs.duration_s);
  const auto last = by_duration_.upper_bound(stretch + 1);
  for (auto near = by_duration_.lower_bound(stretch - 1); near != last; ++near) {
    for (const SongSigns& other : near->second) {
      if (same_song(signs, other)) return true;
    }
  }
  return false;
}

ListBuilder::ListBuilder(const ListOptions& options, const std::vector<SongSigns>& known)
    : options_(options), known_(options.songs_by_sound), listed_(options.songs_by_sound) {
  for (const SongSigns& signs : known) known_.add(signs);
}

Fit ListBuilder::fit(const SongSigns& signs) const {
  if (!options_.keep_duplicates && known_.has(signs)) return Fit::kKnown;
  if (!options_.keep_duplicates && listed_.has(signs)) return Fit::kDuplicate;
  const auto of_artist = of_artist_.find(signs.artist);
  const bool is_full = options_.max_per_artist > 0 && of_artist != of_artist_.end() &&
                       of_artist->second >= options_.max_per_artist;
  if (is_full) return Fit::kArtistHasEnough;
  if (is_within(kArtistGap, signs.artist, &SongSigns::artist)) return Fit::kNearArtist;
  return is_within(kAlbumGap, signs.album, &SongSigns::album) ? Fit::kNearAlbum : Fit::kFits;
}

void ListBuilder::add(SongSigns signs) {
  if (!signs.artist.empty()) ++of_artist_[signs.artist];
  listed_.add(signs);
  list_.push_back(std::move(signs));
}

bool ListBuilder::is_within(std::size_t gap, const std::string& key, std::string SongSigns::*sign) const {
  if (key.empty()) return false;
  const auto last = list_.end() - static_cast<std::ptrdiff_t>(std::min(gap, list_.size()));
  return std::any_of(last, list_.end(), [&](const SongSigns& other) { return other.*sign == key; });
}

}  // namespace mrec::recommend
