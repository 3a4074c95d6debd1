#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "support/temp_folder.h"

namespace mrec::testing {

/// Programs are looked for in this folder only while this lives.
class PathVariable {
 public:
  explicit PathVariable(const std::string& value) {
    if (const char* before = std::getenv("PATH")) before_ = before;
    ::setenv("PATH", value.c_str(), 1);
  }
  ~PathVariable() {
    if (before_) ::setenv("PATH", before_->c_str(), 1);
  }
  PathVariable(const PathVariable&) = delete;
  PathVariable& operator=(const PathVariable&) = delete;

 private:
  std::optional<std::string> before_;
};

/// A program of the shell; may be put where ffmpeg is looked for.
inline void write_script(const std::filesystem::path& path, const std::string& commands) {
  write_bytes(path, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + commands + "\n");
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

}  // namespace mrec::testing
