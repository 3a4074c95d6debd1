#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace mrec::library {

/// Files called ".mrecignore" that keep tracks of their folder and those below out of lists. An empty one
/// keeps all of them out; else each line is a pattern (fnmatch: * ? [...]) that is held against the name of
/// the file, those of the folders it lies in, and its path from there; lines that start with # do not count.
/// Each is read once, when a track of its folder is asked about. Thread-safe.
class IgnoreFiles {
 public:
  /// `root`: the folder that paths are relative to.
  explicit IgnoreFiles(const std::filesystem::path& root);

  bool ignores(std::string_view path);

 private:
  struct Patterns {
    bool all = false;  ///< the file is there and empty
    std::vector<std::string> lines;
  };
  const Patterns& patterns_of(const std::filesystem::path& folder);

  std::filesystem::path root_;
  std::mutex mutex_;
  std::map<std::string, Patterns> folders_;
};

}  // namespace mrec::library
