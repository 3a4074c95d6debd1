#include "mrec/catalogue/library_lock.h"

#include <chrono>
#include <system_error>
#include <thread>

#include "catalogue/beside.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"

namespace mrec::catalogue {

std::unique_ptr<FileLock> lock_library(const std::filesystem::path& library, bool wait) {
  std::error_code ignored;  // the lock itself says what is wrong
  if (library.has_parent_path()) std::filesystem::create_directories(library.parent_path(), ignored);
  auto lock = std::make_unique<FileLock>(beside(library, ".lock"));
  while (!lock->try_lock()) {
    if (!wait) {
      throw Error(ErrorKind::kIo, library.string(),
                  "is being changed by another mrec (" + lock->holder() + ")",
                  "run again when it has ended, or give --wait");
    }
    throw_if_interrupted();
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return lock;
}

}  // namespace mrec::catalogue
