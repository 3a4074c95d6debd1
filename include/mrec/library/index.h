#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "mrec/core/matrix.h"

namespace mrec::library {

/// What is known of a track besides its sound.
struct Track {
  std::filesystem::path path;  ///< relative to Index::root
  std::string artist;
  std::string title;
  double duration_s = 0;
  std::filesystem::path file = {};  ///< the audio file, where that is not `path`: of a track of a CUE sheet
  double start_s = 0;               ///< its place in that file
  double end_s = 0;                 ///< 0: to the end of the file

  bool is_section() const { return !file.empty(); }
  const std::filesystem::path& audio_file() const { return file.empty() ? path : file; }
};

/// Every track of a library as vectors: all that ranking needs.
struct Index {
  std::filesystem::path root;  ///< folder the paths are relative to, absolute
  std::vector<std::string> genres;
  std::vector<Track> tracks;
  Matrix embeddings;         ///< (tracks x dimensions)
  Matrix probabilities;      ///< (tracks x genres), rows sum to 1
  std::size_t left_out = 0;  ///< tracks of the library that lack what is needed for them to be here
};

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

  bool operator==(const IndexSources&) const = default;
};

/// The index kept beside a library: "<library>.index".
std::filesystem::path index_path_of(const std::filesystem::path& library_file);

/// One safetensors file: the matrices "embeddings" and "probabilities", and the rest as JSON in the metadata
/// ("format": "mrec-index", "version": "3"). Replaces `path` in one step. Throws Error{kIo}.
void write_index(const std::filesystem::path& path, const Index& index, const IndexSources& sources);

/// Nothing when there is no such file, it is damaged or of another version, or it was made from other
/// sources: then it is to be made anew. Never throws for what the file holds.
std::optional<Index> read_index(const std::filesystem::path& path, const IndexSources& sources);

/// An index whatever it was made from, and that.
struct KeptIndex {
  Index index;
  IndexSources sources;
};

/// Nothing when there is no such file, or it is damaged or of another version.
std::optional<KeptIndex> read_kept_index(const std::filesystem::path& path);

}  // namespace mrec::library
