#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mrec/audio/scanner.h"
#include "mrec/core/parallel.h"
#include "mrec/core/progress.h"
#include "mrec/features/extractor.h"
#include "mrec/features/feature_store.h"

namespace mrec::features {

/// How many files a run read.
struct ExtractionCount {
  std::size_t files = 0;
  std::size_t failed = 0;
};

/// Extracts every scanned file on all threads and writes the tracks in the order of the scan; a file that
/// fails is written with its reason and told to `progress`. Memory is bounded however many files there are.
/// `labels`: one a file, as from label_files(). Throws Interrupted between two files when asked to stop.
ExtractionCount extract_files(const audio::Scan& scan, const std::vector<std::string>& labels,
                              const Extractor& extractor, const Workers& workers, TrackWriter& writer,
                              Progress& progress);

}  // namespace mrec::features
