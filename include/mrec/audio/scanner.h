#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace mrec::audio {

/// A file that may hold sound.
struct ScannedFile {
  std::filesystem::path path;  ///< relative to Scan::root; its bytes are kept as they are
  std::uint64_t size_bytes = 0;
  std::int64_t mtime_us = 0;  ///< last change, microseconds since 1970
};

struct Scan {
  std::filesystem::path root;  ///< absolute: the deepest folder that holds everything asked for
  std::vector<ScannedFile>
      files;  ///< sorted by the bytes of their relative path, each once (links to the same file too)
  std::vector<std::string> warnings;  ///< folders that could not be read, links that lead nowhere
};

/// Walks files and folders. In folders, hidden entries (".x") and what is not audio are passed over: a file
/// counts when its first bytes look like a known audio format or its name ends like one (so that a damaged
/// song is reported and not lost). A file named in `paths` itself always counts. Every folder is entered
/// once, however links loop. Throws Error{kIo} for a path that does not exist. Never blocks on FIFOs or
/// devices.
Scan scan(std::span<const std::filesystem::path> paths);

}  // namespace mrec::audio
