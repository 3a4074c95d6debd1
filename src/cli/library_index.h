#pragma once

#include <filesystem>

#include "cli/track_judge.h"
#include "mrec/core/parallel.h"
#include "mrec/core/progress.h"
#include "mrec/library/index.h"

namespace mrec::cli {

/// The index kept beside the library when it is up to date, else made anew from the features and kept. That
/// it cannot be kept (a read-only folder) is only warned of, and so are tracks that had to be left out.
library::Index open_index(const std::filesystem::path& library_file, const features::FeatureHeader& header,
                          const TrackJudge& judge, const Workers& workers, Progress& progress);

}  // namespace mrec::cli
