#pragma once

#include <filesystem>
#include <span>

#include "mrec/core/progress.h"
#include "mrec/fingerprint/prints.h"

namespace mrec::fingerprint {

struct PrintsUpdateOptions {
  int processes = 0;          ///< 0: one a core
  double time_limit_s = 120;  ///< for a track, and another second for each MB of its file
};

/// The prints of all sources: what the file lacks is made in child processes, one a core, and kept in it, the
/// file being replaced as a whole whenever a quarter more is done and at the end. A track that cannot be
/// decoded is told of once and kept without peaks; one whose file is not there is told of and tried again
/// next time. When nothing can be written the prints are made all the same, with a warning; while another
/// process makes them, those that it has done are given, with a warning. Throws Interrupted when asked to
/// stop, after what is done was kept, and what Prints throws.
Prints update_prints(const std::filesystem::path& file, std::span<const TrackSource> sources,
                     const PrintsUpdateOptions& options, Progress& progress);

}  // namespace mrec::fingerprint
