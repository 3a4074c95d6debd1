#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "mrec/library/index.h"

namespace mrec::library {

/// Device and inode: the same for every name of one file, through whatever links.
using FileIdentity = std::pair<dev_t, ino_t>;

/// Nothing when there is no such file.
std::optional<FileIdentity> identity_of(const std::filesystem::path& file);

/// Finds tracks by path or name in constant time. Keeps views into the index, which must outlive it.
class TrackFinder {
 public:
  explicit TrackFinder(const Index& index);

  /// By an absolute path: as it reads or, when the file exists, as the same file under another name. The
  /// files of the library are looked at on the disk when that is needed for the first time.
  std::optional<std::size_t> by_path(const std::filesystem::path& full);

  bool has_albums() const { return !albums_.empty(); }
  /// The tracks that a CUE sheet finds in the file of that absolute path; none of other files.
  std::vector<std::size_t> by_album_file(const std::filesystem::path& full);
  /// The same by the name of a file, if only one has it.
  std::vector<std::size_t> by_album_name(std::string_view name) const;

  /// The first two tracks of a file name.
  struct Namesakes {
    std::size_t first = 0;
    std::optional<std::size_t> second;
  };
  std::optional<Namesakes> by_file_name(std::string_view name) const;

 private:
  std::optional<std::string> name_in_library(const std::filesystem::path& full) const;
  std::optional<std::size_t> by_text(const std::filesystem::path& full) const;
  std::optional<std::size_t> by_identity(const FileIdentity& identity);

  const Index& index_;
  std::unordered_map<std::string_view, std::size_t> paths_;
  std::unordered_map<std::string_view, Namesakes> names_;
  std::optional<std::map<FileIdentity, std::size_t>> identities_;
  std::map<std::string, std::vector<std::size_t>, std::less<>>
      albums_;  ///< tracks of files that have several
  std::optional<std::map<FileIdentity, const std::vector<std::size_t>*>> album_identities_;
};

}  // namespace mrec::library
