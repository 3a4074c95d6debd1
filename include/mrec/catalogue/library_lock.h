#pragma once

#include <filesystem>
#include <memory>

#include "mrec/core/file_lock.h"

namespace mrec::catalogue {

/// The right to change a library, "library.jsonl.lock" beside it; missing folders are made. When another process has it:
/// waits until it ends (`wait`; throws Interrupted when asked to stop), or throws Error{kIo} that names the process.
std::unique_ptr<FileLock> lock_library(const std::filesystem::path& library, bool wait);

}  // namespace mrec::catalogue
