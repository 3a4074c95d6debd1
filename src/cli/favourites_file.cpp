#include "cli/favourites_file.h"

#include <chrono>
#include <system_error>
#include <thread>

#include "cli/output_file.h"
#include "mrec/core/atomic_file.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/library/kept_favourites.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto kAskEvery = std::chrono::milliseconds(10);
constexpr int kMostTimes = 1000;

/// Links looked through, so that there is one lock whatever it is called; its folder is made.
fs::path real_file(const fs::path& file) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(file, error);
  const fs::path target = error ? fs::absolute(file) : real;
  fs::create_directories(target.parent_path(), error);  // what fails here fails again when the lock is made
  return target;
}

fs::path changeable(fs::path file) {
  require_changeable_list(file);
  return file;
}

fs::path lock_of(fs::path file) {
  return file += ".lock";
}

}  // namespace

FavouritesFile::FavouritesFile(const fs::path& file)
    : file_(changeable(real_file(file))), lock_(lock_of(file_)) {
  for (int times = 0; !lock_.try_lock(); ++times) {
    throw_if_interrupted();
    if (times == kMostTimes) {
      throw Error(ErrorKind::kIo, file_.string(), "is being changed by " + lock_.holder(),
                  "wait until that has ended");
    }
    std::this_thread::sleep_for(kAskEvery);
  }
}

std::string FavouritesFile::read() const {
  return library::read_kept_list(file_);
}

void FavouritesFile::write(std::string_view text) const {
  AtomicFile file(file_);
  file.write(text);
  file.commit();
}

}  // namespace mrec::cli
