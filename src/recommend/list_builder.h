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
  /// `known`: songs that are not to come.
  ListBuilder(const ListOptions& options, std::vector<SongSigns> known)
      : options_(options), known_(std::move(known)) {}

  Fit fit(const SongSigns& signs) const;
  void add(SongSigns signs);
  std::size_t size() const { return list_.size(); }

 private:
  bool is_within(std::size_t gap, const std::string& key, std::string SongSigns::*sign) const;

  ListOptions options_;
  std::vector<SongSigns> known_;
  std::vector<SongSigns> list_;
  std::map<std::string, std::size_t> of_artist_;
};

}  // namespace mrec::recommend
