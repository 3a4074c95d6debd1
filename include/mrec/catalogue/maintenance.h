#pragma once

#include <filesystem>
#include <vector>

#include "mrec/catalogue/contents.h"

namespace mrec::catalogue {

/// The audio file of a track, absolute.
std::filesystem::path file_of(const std::filesystem::path& root, const features::TrackFeatures& facts);

/// Tracks whose file is no longer there. What cannot be looked at (no permission, a failing disk) does not
/// count.
std::vector<const Entry*> find_gone(const Contents& contents, const std::filesystem::path& root);

/// Drops the tracks whose file is no longer there and the memory of files that failed and are gone. Returns
/// how many. Throws Error{kIo} when the root itself is not there or empty, as it is while its disk is not
/// mounted.
std::size_t prune_library(const std::filesystem::path& library, bool wait);

/// Lets the relative paths of a library start from another folder, to which its files have been moved. Throws
/// Error{kUsage} when none of the files is there. Returns how many are.
std::size_t relocate_library(const std::filesystem::path& library, const std::filesystem::path& root,
                             bool wait);

}  // namespace mrec::catalogue
