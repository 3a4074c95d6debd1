#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>

#include "mrec/library/song_import.h"
#include "mrec/library/song_key.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;

/// The tracks of a library by their song_key(); of several the first.
class SongFinder {
 public:
  explicit SongFinder(const Index& index) {
    for (std::size_t place = 0; place < index.tracks.size(); ++place) {
      const Track& track = index.tracks[place];
      std::string key = song_key(track.artist, track.title);
      if (!key.empty()) {
        key_of_.emplace(place, key);
        by_key_.emplace(std::move(key), place);
      }
    }
  }

  std::optional<std::size_t> find(const std::string& key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? std::nullopt : std::optional(found->second);
  }

  bool is(std::size_t place, const std::string& key) const {
    const auto found = key_of_.find(place);
    return found != key_of_.end() && found->second == key;
  }

 private:
  std::unordered_map<std::string, std::size_t> by_key_;
  std::unordered_map<std::size_t, std::string> key_of_;
};

std::string name_of(const ListedSong& song) {
  if (song.title.empty()) return song.path;
  return song.artist.empty() ? song.title : song.artist + " - " + song.title;
}

/// By the paths of all songs, nothing for those without one.
std::vector<std::vector<FavouriteMatch>> match_paths(const std::vector<ListedSong>& songs,
                                                     const Index& index) {
  std::unordered_map<std::string, std::vector<std::size_t>> by_folder;
  for (std::size_t i = 0; i < songs.size(); ++i) {
    if (!songs[i].path.empty()) by_folder[songs[i].folder.native()].push_back(i);
  }
  std::vector<std::vector<FavouriteMatch>> matches(songs.size());
  for (const auto& [folder, members] : by_folder) {
    std::vector<std::string> entries;
    for (const std::size_t i : members) entries.push_back(songs[i].path);
    auto of_folder = match_each(entries, folder, index);
    for (std::size_t k = 0; k < members.size(); ++k) matches[members[k]] = std::move(of_folder[k]);
  }
  return matches;
}

}  // namespace

FoundSongs find_songs(const std::vector<ListedSong>& songs, const Index& index) {
  const SongFinder finder(index);
  auto matches = match_paths(songs, index);
  FoundSongs result;
  FavouriteSet seen;
  for (std::size_t i = 0; i < songs.size(); ++i) {
    std::vector<FavouriteMatch>& by_path = matches[i];
    const bool is_found = !by_path.empty() && (by_path[0].track || by_path[0].file);
    const std::string key = song_key(songs[i].artist, songs[i].title);
    const auto by_key = finder.find(key);
    const bool agree = is_found && by_path[0].track && finder.is(*by_path[0].track, key);
    if (by_key && !agree) {
      by_path = {{.entry = name_of(songs[i]), .track = by_key, .file = {}, .problem = {}}};
    } else if (!is_found) {
      result.missing.push_back(name_of(songs[i]));
      continue;
    }
    for (FavouriteMatch& match : by_path) {
      if (seen.add(match)) result.found.push_back(std::move(match));
    }
  }
  return result;
}

}  // namespace mrec::library
