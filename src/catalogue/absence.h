#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <vector>

#include "mrec/features/track_features.h"

namespace mrec::catalogue {

/// Tells of tracks that a walk through some folders did not find whether they are gone, or only out of reach:
/// on a disk that is not mounted, in a folder that may not be read, behind a link that leads nowhere.
class Absence {
 public:
  /// `root`: what the tracks' paths are relative to. `folders`: those walked through, absolute.
  Absence(std::filesystem::path root, std::vector<std::filesystem::path> folders);

  /// Whether the track lies under one of the folders at all.
  bool concerns(const features::TrackFeatures& facts) const;
  /// Whether it is gone for certain; else its folder is counted among the doubtful ones.
  bool is_gone(const features::TrackFeatures& facts);

  /// Folders that are empty or cannot be read and links that lead nowhere, and how many tracks should be
  /// there.
  const std::map<std::filesystem::path, std::size_t>& doubtful() const { return doubtful_; }

 private:
  std::filesystem::path root_;
  std::vector<std::filesystem::path> folders_;
  std::map<std::filesystem::path, bool> has_files_;  ///< of the folders looked at
  std::map<std::filesystem::path, std::size_t> doubtful_;
};

/// Whether a folder can be read and is not empty. One that a disk is mounted on is empty while it is not.
bool has_files(const std::filesystem::path& folder);

}  // namespace mrec::catalogue
