#include <system_error>

#include "mrec/core/paths.h"
#include "mrec/recommend/playlist.h"

namespace mrec::recommend {
namespace {

namespace fs = std::filesystem;

/// What is there of it with links looked through, and the rest as it is.
fs::path real(const fs::path& path) {
  std::error_code error;
  fs::path found = fs::weakly_canonical(path, error);
  return error ? path : found;
}

/// Without the slash that stands for "in this folder".
fs::path without_end(const fs::path& folder) {
  return folder.has_filename() ? folder : folder.parent_path();
}

}  // namespace

fs::path path_from(const fs::path& folder, const fs::path& file) {
  std::error_code error;
  const fs::path here = without_end(fs::absolute(folder, error).lexically_normal());
  const fs::path full = fs::absolute(file, error).lexically_normal();
  if (lies_under(full, here)) return seen_from(here, full);
  const fs::path real_folder = without_end(real(here));
  if (const fs::path real_file = real(full); lies_under(real_file, real_folder)) {
    return seen_from(real_folder, real_file);
  }
  return full.lexically_relative(real_folder);
}

}  // namespace mrec::recommend
