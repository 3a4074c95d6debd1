#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/extract_options.h"
#include "mrec/audio/scanner.h"
#include "mrec/catalogue/scan_scope.h"

namespace mrec::cli {

/// The folder that paths are relative to: --root, else the deepest one that holds everything asked for.
std::filesystem::path root_of(const ExtractOptions& options, const audio::Scan& scan);

/// --shard. Throws Error{kUsage}.
catalogue::Shard shard_of(const ExtractOptions& options);

/// The genre of every file, by the rule --labels; empty texts where none is asked for.
std::vector<std::string> labels_of(const ExtractOptions& options, const audio::Scan& scan);

}  // namespace mrec::cli
