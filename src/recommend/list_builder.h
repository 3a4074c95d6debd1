#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "mrec/recommend/ranked_list.h"
#include "song_signs.h"

namespace mrec::recommend {

/// Whether a track may come next.
enum class Fit { kFits, kKnown, kDuplicate, kArtistHasEnough, kNearArtist, kNearAlbum };

/// Songs that others may be the same as, found without going through all of them.
class SongSet {
 public:
  explicit SongSet(bool by_sound) : by_sound_(by_sound) {}

  void add(const SongSigns& signs);
  bool has(const SongSigns& signs) const;

 private:
  bool by_sound_;
  std::unordered_set<std::string> songs_;
  std::map<long, std::vector<SongSigns>> by_duration_;  ///< of equal stretches of time
};

/// Keeps a list from having a song twice, too much of an artist, or one artist's tracks in a row.
class ListBuilder {
 public:
  /// `known`: songs that are not to come.
  ListBuilder(const ListOptions& options, const std::vector<SongSigns>& known);

  Fit fit(const SongSigns& signs) const;
  void add(SongSigns signs);
  std::size_t size() const { return list_.size(); }

 private:
  bool is_within(std::size_t gap, const std::string& key, std::string SongSigns::*sign) const;

  ListOptions options_;
  SongSet known_;
  SongSet listed_;
  std::vector<SongSigns> list_;
  std::map<std::string, std::size_t> of_artist_;
};

}  // namespace mrec::recommend
