#include "catalogue/lost_folders.h"

#include <string>
#include <system_error>

#include "catalogue/absence.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::catalogue {

namespace fs = std::filesystem;

bool LostFolders::add(const fs::path& file) {
  std::error_code error;
  if (fs::exists(file, error)) return false;
  fs::path lost;
  for (fs::path folder = file.parent_path(); folder.has_relative_path() && !has_files(folder);
       folder = folder.parent_path()) {
    lost = folder;
  }
  if (lost.empty()) return false;
  ++files_[lost];
  return true;
}

void LostFolders::report(Progress& progress) const {
  for (const auto& [folder, files] : files_) {
    progress.warn(to_utf8(folder.string()) + ": is no longer there, and " + std::to_string(files) +
                  " files of it could not be read: mount it or look for them, and run again");
  }
}

void require_folders(const std::vector<fs::path>& folders, std::size_t done) {
  for (const fs::path& folder : folders) {
    if (has_files(folder)) continue;
    throw Error(ErrorKind::kIo, folder.string(),
                "is no longer there: " + std::to_string(done) + " files are done and kept",
                "mount it and run the same command again to go on");
  }
}

}  // namespace mrec::catalogue
