#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/extract_options.h"
#include "mrec/audio/scanner.h"
#include "mrec/core/progress.h"

namespace mrec::cli {

/// What `mrec extract` is to work at.
struct ExtractInput {
  audio::Scan scan;
  std::vector<std::filesystem::path> folders;  ///< that were walked through, absolute
  std::size_t missing = 0;                     ///< paths from standard input that lead nowhere
};

/// Walks what the command line (and standard input, for "-") names. Warns of what cannot be read. Throws
/// Error{kIo} for a path of the command line that is not there and Error{kData} when there is no audio file
/// at all.
ExtractInput find_input(const ExtractOptions& options, Progress& progress);

}  // namespace mrec::cli
