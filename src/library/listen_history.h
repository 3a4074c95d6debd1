#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "mrec/library/listed_song.h"

namespace mrec::library {

/// What a listener played, loved and hated.
class ListenHistory {
 public:
  /// A song as ListenBrainz calls it: by names, by its identifiers, or by both.
  struct Named {
    std::string artist;
    std::string title;
    std::vector<std::string> ids;  ///< MBIDs and MSIDs; empty ones do not count
  };

  void play(const Named& song);
  /// 1: loved, -1: hated, 0: neither. What came last counts.
  void judge(const Named& song, int score);

  /// Those that are loved, or were played so often (0: plays do not count) and are not hated.
  std::vector<ListedSong> favourites(std::size_t min_plays) const;

  /// Loved ones of which only identifiers are known.
  std::size_t nameless() const;

 private:
  struct Song {
    ListedSong song;
    std::size_t plays = 0;
    int score = 0;
  };

  /// The song's place in songs_, where it is put when it is new.
  std::size_t place_of(const Named& song);
  /// Its place by an identifier or by its names, which may lead to two until now.
  std::optional<std::size_t> known_place(const Named& song, const std::string& key);

  std::vector<Song> songs_;  ///< those without a title are known by identifiers only
  std::unordered_map<std::string, std::size_t> by_key_;
  std::unordered_map<std::string, std::size_t> by_id_;
};

}  // namespace mrec::library
