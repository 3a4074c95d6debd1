#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "mrec/audio/scanner.h"

namespace mrec::catalogue {

/// The same files named as a library with that root names them: relative to it, or absolute where they lie elsewhere.
audio::Scan under_root(audio::Scan scan, const std::filesystem::path& root);

/// One of several parts of a collection that are worked at apart.
struct Shard {
  std::size_t number = 1;  ///< 1 to `of`
  std::size_t of = 1;
};

/// Places in scan.files of those that belong to the shard. Where a file belongs is told by its path alone, so that it
/// does not change when others come or go; all tracks of one CUE sheet belong together.
std::vector<std::size_t> files_of_shard(const audio::Scan& scan, const Shard& shard);

}  // namespace mrec::catalogue
