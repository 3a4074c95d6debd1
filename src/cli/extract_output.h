#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "cli/extract_input.h"
#include "cli/extract_options.h"
#include "mrec/core/progress.h"

namespace mrec::cli {

/// What an extraction came to.
struct ExtractSummary {
  std::size_t files = 0;
  std::size_t failed = 0;
  std::string details;  ///< "12 new or changed, 86 unchanged"; may be empty
  std::string target;   ///< where the tracks are
};

/// Throws Error{kData} when nothing worked at all, or (`strict`) when anything failed.
void require_success(const ExtractSummary& summary, bool strict);

/// Keeps a library up to date: what is known is not read again.
ExtractSummary extract_to_library(const ExtractOptions& options, ExtractInput input,
                                  const std::filesystem::path& library, Progress& progress);

/// Writes all tracks anew: to standard output, to a device or pipe, or as a course file.
ExtractSummary extract_to_stream(const ExtractOptions& options, ExtractInput input,
                                 const std::filesystem::path& target, Progress& progress);

}  // namespace mrec::cli
