#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mrec/library/index.h"

namespace mrec::library {

/// A list of favourites: paths one a line, an M3U, or the locations of an XSPF. Of the first two blank lines
/// and lines that start with # do not count, a byte-order mark and CR at line ends are passed over. A file
/// after #EXTVLCOPT:start-time=<seconds> becomes "file#t=<seconds>". Throws Error{kIo} when it cannot be
/// read, Error{kFormat} for an XSPF that is no XML, and Error{kData} when it names nothing or is no text
/// (holds a zero byte, as sound and UTF-16 do).
std::vector<std::string> read_favourites(const std::filesystem::path& list);

/// Where an entry of the list was found.
struct FavouriteMatch {
  std::string entry;                          ///< as written in the list
  std::optional<std::size_t> track;           ///< its place in the index
  std::optional<std::filesystem::path> file;  ///< else a file on disk, canonical, not in the library
  std::string problem;  ///< else why not: nowhere, a folder, or several tracks of that name
};

/// Tells favourites apart: by the track, else by the file on the disk whatever its name, else by the entry.
class FavouriteSet {
 public:
  /// False when it was there.
  bool add(const FavouriteMatch& match);
  bool has(const FavouriteMatch& match) const;

 private:
  using Identity = std::pair<std::uintmax_t, std::uintmax_t>;  ///< device and inode
  static std::optional<Identity> identity(const FavouriteMatch& match);

  std::set<std::size_t> tracks_;
  std::set<Identity> files_;
  std::set<std::string> entries_;
};

/// The matches of each entry, at least one: several are the tracks of an album in a CUE sheet. Looks an entry
/// up in turn as an absolute path, relative to `list_folder`, relative to the working
/// folder, and as a path inside the library; then as a file on the disk in these places; and last as a file
/// name that only one track has. The file of an album in a CUE sheet means all its tracks, with
/// "#t=<seconds>" behind it the one that begins there. A file is known under all its names (.., links). An
/// entry that is nothing of that is tried again without the blanks around it, as a file:// URI, and with
/// slashes for backslashes.
std::vector<std::vector<FavouriteMatch>> match_each(const std::vector<std::string>& entries,
                                                    const std::filesystem::path& list_folder,
                                                    const Index& index);

/// The same in one row; an entry that was named before, in whatever form, is left out.
std::vector<FavouriteMatch> match_favourites(const std::vector<std::string>& entries,
                                             const std::filesystem::path& list_folder, const Index& index);

}  // namespace mrec::library
