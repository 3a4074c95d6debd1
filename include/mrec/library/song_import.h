#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "mrec/library/favourites.h"
#include "mrec/library/index.h"
#include "mrec/library/listed_song.h"

namespace mrec::library {

struct ImportOptions {
  std::size_t min_plays = 5;              ///< a song played so often is a favourite; 0: plays do not count
  double min_rating = 8;                  ///< of 10, of MPD's stickers
  std::filesystem::path music_directory;  ///< what the paths in MPD's stickers are relative to
};

/// Gathers what other programs say of favourites (docs/formats.md): M3U and XSPF playlists, the feedback and
/// listens that ListenBrainz exports, a MusicBrainz collection as JSON, MPD's sticker database. A song that
/// is hated is no favourite however often it was played.
class SongImport {
 public:
  explicit SongImport(ImportOptions options);
  ~SongImport();

  /// Reads a file, whose content tells what it is, and gives how many entries it has that name or judge a
  /// song. Throws Error{kIo, kFormat, kData} for what cannot be read, is damaged or is nothing of that; then
  /// nothing of it counts.
  std::size_t read(const std::filesystem::path& file);

  /// All favourites of the files so far: playlists in order, then the others as they came up first.
  std::vector<ListedSong> favourites() const;

  /// Files whose text is not UTF-8: paths in them are still found byte by byte, names may not be.
  const std::vector<std::filesystem::path>& not_utf8() const;

  /// How many songs ListenBrainz says are loved by a number only that no listen read so far explains.
  std::size_t nameless() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Where songs were found.
struct FoundSongs {
  std::vector<FavouriteMatch> found;
  std::vector<std::string> missing;  ///< "artist - title", or the path
};

/// Looks songs up by their paths as match_favourites(), and in the library by song_key() of artist and title,
/// which counts for more than a path that leads to a track of another key.
FoundSongs find_songs(const std::vector<ListedSong>& songs, const Index& index);

}  // namespace mrec::library
