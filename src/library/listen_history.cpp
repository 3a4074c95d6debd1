#include "listen_history.h"

#include <algorithm>

#include "mrec/library/song_key.h"

namespace mrec::library {

void ListenHistory::play(const Named& song) {
  ++songs_[place_of(song)].plays;
}

void ListenHistory::judge(const Named& song, int score) {
  songs_[place_of(song)].score = score;
}

std::optional<std::size_t> ListenHistory::known_place(const Named& song, const std::string& key) {
  std::optional<std::size_t> by_id;
  for (const std::string& id : song.ids) {
    if (const auto known = by_id_.find(id); !id.empty() && known != by_id_.end()) by_id = known->second;
  }
  const auto known = by_key_.find(key);
  if (key.empty() || known == by_key_.end()) return by_id;
  const std::size_t by_names = known->second;
  if (by_id && *by_id != by_names) {
    Song& other = songs_[*by_id];
    if (!other.song.title.empty()) return by_id;
    songs_[by_names].score = other.score;
    songs_[by_names].plays += other.plays;
    other = {};
  }
  return by_names;
}

std::size_t ListenHistory::place_of(const Named& song) {
  const std::string key = song_key(song.artist, song.title);
  const auto known = known_place(song, key);
  const std::size_t place = known.value_or(songs_.size());
  if (!known) songs_.emplace_back();
  ListedSong& listed = songs_[place].song;
  if (listed.title.empty()) {
    listed.artist = song.artist;
    listed.title = song.title;
  }
  if (!key.empty()) by_key_.emplace(key, place);
  for (const std::string& id : song.ids) {
    if (!id.empty()) by_id_[id] = place;
  }
  return place;
}

std::vector<ListedSong> ListenHistory::favourites(std::size_t min_plays) const {
  std::vector<ListedSong> favourites;
  for (const Song& each : songs_) {
    const bool is_often_played = min_plays > 0 && each.plays >= min_plays && each.score == 0;
    if (!each.song.title.empty() && (each.score > 0 || is_often_played)) favourites.push_back(each.song);
  }
  return favourites;
}

std::size_t ListenHistory::nameless() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      songs_, [](const Song& each) { return each.score > 0 && each.song.title.empty(); }));
}

}  // namespace mrec::library
