#include "mrec/catalogue/maintenance.h"

#include <set>
#include <system_error>

#include "catalogue/absence.h"
#include "mrec/catalogue/library_file.h"
#include "mrec/catalogue/library_lock.h"
#include "mrec/core/error.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;

bool is_gone(const fs::path& file) {
  std::error_code error;
  return fs::status(file, error).type() == fs::file_type::not_found;
}

fs::path canonical_folder(const fs::path& folder) {
  std::error_code error;
  fs::path real = fs::canonical(folder, error);
  if (!error && fs::is_directory(real, error)) return real;
  throw Error(ErrorKind::kIo, folder.string(), "is no folder that is there",
              "check the path, mount the disk");
}

}  // namespace

fs::path file_of(const fs::path& root, const features::TrackFeatures& facts) {
  return root / (facts.file.empty() ? facts.path : facts.file);
}

std::vector<const Entry*> find_gone(const Contents& contents, const fs::path& root) {
  if (!has_files(root)) {
    throw Error(ErrorKind::kIo, root.string(), "is not there or empty, so that all tracks seem to be gone",
                "mount the disk, or say where they are now with mrec library relocate");
  }
  std::vector<const Entry*> gone;
  for (const Entry& entry : contents.entries) {
    if (is_gone(file_of(root, entry.facts))) gone.push_back(&entry);
  }
  return gone;
}

std::size_t prune_library(const fs::path& library, bool wait) {
  const auto lock = lock_library(library, wait);
  LibraryFile file(library);
  std::set<fs::path> gone;
  for (const Entry* entry : find_gone(file.contents(), file.header().root)) gone.insert(entry->facts.path);
  file.finish([&](const Entry& entry) { return !gone.contains(entry.facts.path); });
  return gone.size();
}

std::size_t relocate_library(const fs::path& library, const fs::path& root, bool wait) {
  const auto lock = lock_library(library, wait);
  LibraryFile file(library);
  const fs::path folder = canonical_folder(root);
  std::size_t files = 0;
  std::size_t found = 0;
  for (const Entry& entry : file.contents().entries) {
    if (file_of({}, entry.facts).is_absolute()) continue;  // it is where it is, whatever the root
    ++files;
    if (!is_gone(file_of(folder, entry.facts))) ++found;
  }
  if (found == 0 && files > 0) {
    throw Error(ErrorKind::kUsage, folder.string(),
                "holds none of the " + std::to_string(files) + " files of " + library.string(),
                "name the folder that takes the place of " + file.header().root.string());
  }
  file.finish_under(folder);
  return found;
}

}  // namespace mrec::catalogue
