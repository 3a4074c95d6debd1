#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <vector>

#include "mrec/core/progress.h"

namespace mrec::catalogue {

/// Folders that vanish while their files are read: one word is said of each, not one of every file.
class LostFolders {
 public:
  /// Whether a file that could not be read is gone together with a folder above it, among whose files it is
  /// counted then.
  bool add(const std::filesystem::path& file);

  /// Warns of every folder.
  void report(Progress& progress) const;

 private:
  std::map<std::filesystem::path, std::size_t> files_;  ///< of the highest folder that is gone or empty
};

/// With the disk gone every further file would fail: throws Error{kIo} when one of the folders is no longer
/// there. `done`: how many files are done by then.
void require_folders(const std::vector<std::filesystem::path>& folders, std::size_t done);

}  // namespace mrec::catalogue
