#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mrec/audio/scanner.h"
#include "mrec/core/parallel.h"

namespace mrec::features {

/// The genre of every scanned file, in the order of scan.files; empty where there is none. `rule` is
/// "none", "folder" (name of the folder the file lies in), "tag" (the file's GENRE tag), or the path of a TSV
/// file "path<TAB>genre" with paths absolute or relative to the TSV's folder or to scan.root. Throws
/// Error{kIo, kFormat, kUsage} for a TSV that is missing, has a bad line (named), or labels none of the
/// files.
std::vector<std::string> label_files(const audio::Scan& scan, std::string_view rule, const Workers& workers);

/// The different labels, sorted, without the empty one.
std::vector<std::string> distinct_labels(const std::vector<std::string>& labels);

}  // namespace mrec::features
