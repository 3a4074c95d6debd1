#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mrec/library/index.h"

namespace mrec::library {

/// Device and inode: the same for every name of one file, through whatever links.
using FileIdentity = std::pair<dev_t, ino_t>;

/// Nothing when there is no such file.
std::optional<FileIdentity> identity_of(const std::filesystem::path& file);

/// Finds tracks by path or name without going through all of them. Keeps views into the index, which must
/// outlive it.
class TrackFinder {
 public:
  explicit TrackFinder(const Index& index) : index_(index) {}

  /// By an absolute path: as it reads or, when the file exists, as the same file under another name. The
  /// files of the library are looked at on the disk when that is needed for the first time.
  std::optional<std::size_t> by_path(const std::filesystem::path& full);

  bool has_albums() { return !albums().empty(); }
  /// The tracks that a CUE sheet finds in the file of that absolute path; none of other files.
  std::vector<std::size_t> by_album_file(const std::filesystem::path& full);
  /// The same by the name of a file, if only one has it.
  std::vector<std::size_t> by_album_name(std::string_view name);

 private:
  using Albums = std::map<std::string, std::vector<std::size_t>, std::less<>>;

  const Albums& albums();
  std::optional<std::string> name_in_library(const std::filesystem::path& full) const;
  std::optional<std::size_t> by_text(const std::filesystem::path& full) const;
  std::optional<std::size_t> by_identity(const FileIdentity& identity);

  const Index& index_;
  std::optional<std::map<FileIdentity, std::size_t>> identities_;
  std::optional<Albums> albums_;  ///< tracks of files that have several
  std::optional<std::map<FileIdentity, const std::vector<std::size_t>*>> album_identities_;
};

}  // namespace mrec::library
