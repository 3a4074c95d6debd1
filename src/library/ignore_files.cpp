#include "mrec/library/ignore_files.h"

#include <fnmatch.h>

#include <fstream>
#include <utility>

#include "mrec/core/trimmed.h"

namespace mrec::library {
namespace {

namespace fs = std::filesystem;

constexpr const char* kName = ".mrecignore";

bool matches(const std::string& pattern, const std::string& text) {
  return ::fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
}

/// Whether a pattern means the file itself, by its name or path, or a folder it lies in.
bool means(const std::string& pattern, const fs::path& path) {
  if (matches(pattern, path.native())) return true;
  for (const fs::path& part : path) {
    if (matches(pattern, part.native())) return true;
  }
  return false;
}

/// Without the slashes behind it.
fs::path folder_path(const fs::path& path) {
  return path.has_filename() ? path : path.parent_path();
}

}  // namespace

IgnoreFiles::IgnoreFiles(const fs::path& root) : root_(folder_path(root)) {}

bool IgnoreFiles::ignores(std::string_view path_text) {
  const std::lock_guard lock(mutex_);
  const fs::path path = root_ / path_text;
  for (fs::path folder = path.parent_path(); !folder.empty(); folder = folder.parent_path()) {
    const Patterns& patterns = patterns_of(folder);
    if (patterns.all) return true;
    const fs::path inside = path.lexically_relative(folder);
    for (const std::string& line : patterns.lines) {
      if (means(line, inside)) return true;
    }
    if (folder == root_ || folder == folder.root_path()) break;
  }
  return false;
}

const IgnoreFiles::Patterns& IgnoreFiles::patterns_of(const fs::path& folder) {
  const auto [place, is_new] = folders_.try_emplace(folder.native());
  if (!is_new) return place->second;
  std::ifstream file(folder / kName);
  Patterns& patterns = place->second;
  patterns.all = file.is_open();
  for (std::string line; std::getline(file, line);) {
    if (line.ends_with('\r')) line.pop_back();
    std::string pattern(trimmed(line));
    if (!pattern.empty()) patterns.all = false;
    if (pattern.ends_with('/')) pattern.pop_back();  // a folder, as other programs write it
    if (!pattern.empty() && !pattern.starts_with('#')) patterns.lines.push_back(std::move(pattern));
  }
  return patterns;
}

}  // namespace mrec::library
