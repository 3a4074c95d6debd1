#include "cli/extract_input.h"

#include <iostream>
#include <iterator>
#include <system_error>

#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

/// Paths that standard input holds, each ended by `end`.
std::vector<fs::path> read_paths(char end) {
  std::vector<fs::path> paths;
  std::string path;
  while (std::getline(std::cin, path, end)) {
    if (end == '\n' && path.ends_with('\r')) path.pop_back();
    if (!path.empty()) paths.emplace_back(path);
  }
  if (std::cin.bad()) throw Error(ErrorKind::kIo, "standard input", "cannot be read", system_error_text());
  return paths;
}

/// A list may be older than the files: what is gone since must not stop the others.
void add_listed(std::vector<fs::path>& paths, ExtractInput& input, char end, Progress& progress) {
  for (fs::path& path : read_paths(end)) {
    std::error_code error;
    if (fs::exists(path, error)) {
      paths.push_back(std::move(path));
    } else {
      ++input.missing;
      progress.warn(to_utf8(path.string()) + ": cannot be found");
    }
  }
}

void require_files(const ExtractInput& input, const ExtractOptions& options) {
  if (!input.scan.files.empty()) return;
  const std::string& first = options.paths.front();
  throw Error(
      ErrorKind::kData, first == "-" ? "standard input" : first, "holds no audio file",
      "name a folder with music in it (is the disk mounted? a library that is there stays as it was)");
}

}  // namespace

ExtractInput find_input(const ExtractOptions& options, Progress& progress) {
  ExtractInput input;
  std::vector<fs::path> paths;
  for (const std::string& path : options.paths) {
    if (path == "-") {
      add_listed(paths, input, options.paths_end_in_null ? '\0' : '\n', progress);
    } else {
      paths.emplace_back(path);
    }
  }
  if (!paths.empty()) input.scan = audio::scan(paths);
  for (const auto& warning : input.scan.warnings) progress.warn(warning);
  require_files(input, options);
  for (const fs::path& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) input.folders.push_back(fs::canonical(path, error));
  }
  return input;
}

}  // namespace mrec::cli
