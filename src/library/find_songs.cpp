#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "entry_forms.h"
#include "mrec/library/song_import.h"
#include "mrec/library/song_key.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;

/// The tracks of a library by their song_key(); of several the first.
class SongFinder {
 public:
  explicit SongFinder(const Index& index) {
    for (std::size_t place = 0; place < index.size(); ++place) {
      if (!index.has(place)) continue;
      const Track track = index.track(place);
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

  /// Empty when artist or title of the track say nothing.
  std::string key_of(std::size_t place) const {
    const auto found = key_of_.find(place);
    return found == key_of_.end() ? std::string() : found->second;
  }

 private:
  std::unordered_map<std::string, std::size_t> by_key_;
  std::unordered_map<std::size_t, std::string> key_of_;
};

std::string name_of(const ListedSong& song) {
  if (song.title.empty()) return song.path;
  return song.artist.empty() ? song.title : song.artist + " - " + song.title;
}

/// Whether the path of a song leads to that file, and not only the name of the file.
bool leads_to(const ListedSong& song, const fs::path& file, const fs::path& root) {
  for (const std::string& form : entry_forms(split_moment(song.path).file)) {
    for (const fs::path& folder : {song.folder, root}) {
      std::error_code error;
      const fs::path place = folder / form;
      if (place.lexically_normal() == file || fs::equivalent(place, file, error)) return true;
    }
  }
  return false;
}

/// Whether a song was found under a file name that another song has.
bool is_namesake(const ListedSong& song, const std::string& key, std::size_t place, const SongFinder& finder,
                 const Index& index) {
  const std::string other = finder.key_of(place);
  if (key.empty() || other.empty() || key == other) return false;
  return !leads_to(song, index.root() / index.track(place).audio_file(), index.root());
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
    const std::string key = song_key(songs[i].artist, songs[i].title);
    const auto track = by_path.empty() ? std::nullopt : by_path[0].track;
    const bool is_found = track ? !is_namesake(songs[i], key, *track, finder, index)
                                : !by_path.empty() && by_path[0].file.has_value();
    const auto by_key = finder.find(key);
    if (by_key && !(track && finder.key_of(*track) == key)) {
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
