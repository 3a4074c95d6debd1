#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "mrec/library/index.h"

namespace mrec::library {

/// Tells whether a file changed since: its size and the time of its last change.
struct FileStamp {
  std::uint64_t size_bytes = 0;
  std::int64_t mtime_us = 0;

  bool operator==(const FileStamp&) const = default;
};

/// Throws Error{kIo} when the file is not there.
FileStamp stamp_of(const std::filesystem::path& file);

/// What an index was made from.
struct IndexSources {
  FileStamp library;
  FileStamp model;
  std::string embedding;  ///< which of a track's embeddings it holds: "musicnn" or "cnn"
  std::string features;   ///< tells how the library's tracks were analysed: its header

  bool operator==(const IndexSources&) const = default;
  /// Whether tracks of the one may be added to the other.
  bool same_kind(const IndexSources& other) const {
    return model == other.model && embedding == other.embedding && features == other.features;
  }
};

/// The index kept beside a library: "<library>.index"; what was added to it lies in "<library>.index.more",
/// so that a few tracks do not rewrite all. docs/formats.md
std::filesystem::path index_path_of(const std::filesystem::path& library_file);
std::filesystem::path more_path_of(const std::filesystem::path& index_path);

/// Writes an index that nothing was added to, in place of an older one. Throws Error{kIo}.
void write_index(const std::filesystem::path& path, const Index& index, const IndexSources& sources);

/// Writes only what changed since the file at `path`, which `index` began as, was made whole. Throws
/// Error{kIo}.
void write_changes(const std::filesystem::path& path, const Index& index, const IndexSources& sources);

/// An index whatever it was made from, and that.
struct KeptIndex {
  Index index;
  IndexSources sources;
};

/// Nothing when there is no such file, or it is damaged or of another version: then it is to be made anew.
/// Never throws for what the file holds.
std::optional<KeptIndex> read_index(const std::filesystem::path& path);

}  // namespace mrec::library
