#pragma once

#include <filesystem>

#include "cli/file_kind.h"

namespace mrec::cli {

/// Throws Error{kUsage} when `output` is there, is not empty and is not of the kind that is to be written: a
/// slip of "-o" must not cost a song or a library.
void require_replaceable(const std::filesystem::path& output, FileKind written);

}  // namespace mrec::cli
