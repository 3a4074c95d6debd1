#pragma once

#include <filesystem>

namespace mrec::cli {

/// What a file given on the command line is, by its first bytes.
enum class FileKind {
  kFeatures,      ///< JSON lines of mrec extract, plain or compressed
  kCourse,        ///< the course's one-object JSON
  kTensors,       ///< safetensors: a model or an index
  kPage,          ///< HTML
  kSomethingElse  ///< audio, perhaps
};

/// Throws Error{kIo} when it cannot be read.
FileKind file_kind(const std::filesystem::path& path);

}  // namespace mrec::cli
