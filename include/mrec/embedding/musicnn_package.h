#pragma once

#include <filesystem>

namespace mrec::embedding {

/// The index file of the checkpoint MSD_musicnn that `path` means: the index itself or its data file, the
/// folder that holds them, any folder above that one, or the checkpoint's name without the endings. Whether
/// it is that checkpoint is for import_musicnn() to say. Throws Error that says what to give when there is
/// none: a package still packed, a folder without it, another file.
std::filesystem::path find_musicnn(const std::filesystem::path& path);

}  // namespace mrec::embedding
