#include "mrec/core/paths.h"

#include <string>

namespace mrec {
namespace {

namespace fs = std::filesystem;

/// What every path in a folder begins with.
std::string prefix_of(const fs::path& folder) {
  return folder.native().ends_with('/') ? folder.native() : folder.native() + "/";
}

}  // namespace

fs::path common_folder(const fs::path& a, const fs::path& b) {
  fs::path common;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end() && *i == *j; ++i, ++j) common /= *i;
  return common;
}

bool lies_under(const fs::path& path, const fs::path& folder) {
  const std::string prefix = prefix_of(folder);
  return path.native().size() > prefix.size() && path.native().starts_with(prefix);
}

fs::path seen_from(const fs::path& folder, const fs::path& path) {
  return lies_under(path, folder) ? fs::path(path.native().substr(prefix_of(folder).size())) : path;
}

}  // namespace mrec
