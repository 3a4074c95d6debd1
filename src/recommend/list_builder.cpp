#include "list_builder.h"

#include <algorithm>
#include <utility>

namespace mrec::recommend {
namespace {

/// Other tracks between two of one artist, or album.
constexpr std::size_t kArtistGap = 3;
constexpr std::size_t kAlbumGap = 5;

}  // namespace

Fit ListBuilder::fit(const SongSigns& signs) const {
  const auto is_it = [&](const SongSigns& other) { return same_song(signs, other, options_.songs_by_sound); };
  if (!options_.keep_duplicates && std::ranges::any_of(known_, is_it)) return Fit::kKnown;
  if (!options_.keep_duplicates && std::ranges::any_of(list_, is_it)) return Fit::kDuplicate;
  const auto of_artist = of_artist_.find(signs.artist);
  const bool is_full = options_.max_per_artist > 0 && of_artist != of_artist_.end() &&
                       of_artist->second >= options_.max_per_artist;
  if (is_full) return Fit::kArtistHasEnough;
  if (is_within(kArtistGap, signs.artist, &SongSigns::artist)) return Fit::kNearArtist;
  return is_within(kAlbumGap, signs.album, &SongSigns::album) ? Fit::kNearAlbum : Fit::kFits;
}

void ListBuilder::add(SongSigns signs) {
  if (!signs.artist.empty()) ++of_artist_[signs.artist];
  list_.push_back(std::move(signs));
}

bool ListBuilder::is_within(std::size_t gap, const std::string& key, std::string SongSigns::*sign) const {
  if (key.empty()) return false;
  const auto last = list_.end() - static_cast<std::ptrdiff_t>(std::min(gap, list_.size()));
  return std::any_of(last, list_.end(), [&](const SongSigns& other) { return other.*sign == key; });
}

}  // namespace mrec::recommend
