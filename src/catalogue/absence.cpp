#include "catalogue/absence.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "mrec/catalogue/maintenance.h"
#include "mrec/core/paths.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;

bool leads_nowhere(const fs::path& path) {
  std::error_code error;
  return fs::is_symlink(fs::symlink_status(path, error)) && !fs::exists(path, error);
}

/// The first way up that is there: the path itself only where it is a link that leads nowhere, such as one to
/// a disk that is not mounted; else a folder or such a link.
fs::path nearest_place(fs::path path) {
  std::error_code error;
  while (path.has_relative_path() && !leads_nowhere(path)) {
    path = path.parent_path();
    if (fs::is_directory(path, error)) break;
  }
  return path;
}

}  // namespace

bool has_files(const fs::path& folder) {
  std::error_code error;
  const fs::directory_iterator first(folder, error);
  return !error && first != fs::directory_iterator();
}

Absence::Absence(fs::path root, std::vector<fs::path> folders)
    : root_(std::move(root)), folders_(std::move(folders)) {}

bool Absence::concerns(const features::TrackFeatures& facts) const {
  const fs::path place = file_of(root_, facts);
  return std::ranges::any_of(folders_, [&](const fs::path& folder) { return lies_under(place, folder); });
}

bool Absence::is_gone(const features::TrackFeatures& facts) {
  const fs::path place = file_of(root_, facts);
  std::error_code error;
  const fs::file_type type = fs::status(place, error).type();
  if (type != fs::file_type::not_found && type != fs::file_type::none) return true;  // there, but passed over
  const fs::path folder = nearest_place(place);
  const auto [known, is_new] = has_files_.try_emplace(folder, false);
  if (is_new) known->second = has_files(folder);
  const bool gone = type == fs::file_type::not_found && known->second;
  if (!gone) ++doubtful_[folder];
  return gone;
}

}  // namespace mrec::catalogue
