#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mrec/recommend/ranked_list.h"
#include "song_signs.h"

namespace mrec::recommend {

/// Whether a track may come next.
enum class Fit { kFits, kKnown, kDuplicate, kArtistHasEnough, kNearArtist, kNearAlbum };

/// Keeps a list from having a song twice, too much of an artist, or one artist's tracks in a row.
class ListBuilder {
 public:
  /// `known`: songs that are not to come. `keep_duplicates`: songs may come again, those too.
  ListBuilder(std::size_t max_per_artist, std::vector<SongSigns> known, bool keep_duplicates = false)
      : max_per_artist_(max_per_artist), keep_duplicates_(keep_duplicates), known_(std::move(known)) {}

  Fit fit(const SongSigns& signs) const;
  void add(SongSigns signs);
  std::size_t size() const { return list_.size(); }

 private:
  bool is_within(std::size_t gap, const std::string& key, std::string SongSigns::*sign) const;

  std::size_t max_per_artist_;
  bool keep_duplicates_;
  std::vector<SongSigns> known_;
  std::vector<SongSigns> list_;
  std::map<std::string, std::size_t> of_artist_;
};

}  // namespace mrec::recommend
