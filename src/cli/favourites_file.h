#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "mrec/core/file_lock.h"

namespace mrec::cli {

/// A kept list that nobody else changes for as long as this lives.
class FavouritesFile {
 public:
  /// Waits a moment for another run that changes it. Throws Error{kIo} when that takes too long or nothing
  /// can be written there, and as require_changeable_list().
  explicit FavouritesFile(const std::filesystem::path& file);

  /// Empty when there is none yet. Throws as library::read_kept_list().
  std::string read() const;
  /// Replaces it in one step.
  void write(std::string_view text) const;

 private:
  std::filesystem::path file_;
  FileLock lock_;
};

}  // namespace mrec::cli
