#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mrec/catalogue/contents.h"
#include "mrec/features/feature_store.h"

namespace mrec::catalogue {

/// A library file open for changes, by one process at a time (library_lock.h). What is appended is there for
/// whoever comes after a crash, and readers may read all the while.
class LibraryFile {
 public:
  /// Opens a library. What an interrupted run left torn at its end is cut off. Throws Error{kIo}, and
  /// Error{kFormat} for a file that is none.
  explicit LibraryFile(std::filesystem::path path);
  ~LibraryFile();
  LibraryFile(const LibraryFile&) = delete;
  LibraryFile& operator=(const LibraryFile&) = delete;

  /// Makes a library without tracks, in place of an older file of that name. Missing folders are made.
  static void create(const std::filesystem::path& path, const features::FeatureHeader& header,
                     features::RecordForm form);
  /// The same in the form that the name tells.
  static void create(const std::filesystem::path& path, const features::FeatureHeader& header);

  const std::filesystem::path& path() const { return path_; }
  const features::FeatureHeader& header() const { return header_; }
  features::RecordForm form() const { return form_; }
  /// What it held when it was opened.
  const Contents& contents() const { return contents_; }

  /// The line of an entry of contents(), with its chunks.
  std::string read_line(const Entry& entry) const;

  /// Appends a track; its record takes the place of an earlier one of the same path. Throws Error{kIo} when
  /// there is no space; then nothing of the record stays behind.
  void append(features::TrackFeatures facts, std::string_view record);

  /// Writes the file anew with the word in its header that its tracks may have embeddings of this kind. What
  /// they had without such a word goes.
  void adopt_embedding(const embedding::EmbeddingSpec& spec);

  /// Ends the work but leaves old records where they are: the quick end of an interrupted run.
  void close();
  /// Ends the work: when some records are dead (replaced, damaged, or of entries that are not to be kept),
  /// the file is written anew without them, sorted by path; else it stays as it is.
  void finish(const std::function<bool(const Entry&)>& is_kept);
  /// Ends the work by writing the file anew with another root for the same relative paths.
  void finish_under(const std::filesystem::path& root);

 private:
  void sync();
  void settle();
  void rewrite();

  std::filesystem::path path_;
  features::FeatureHeader header_;
  features::RecordForm form_ = features::RecordForm::kPlain;
  Contents contents_;
  std::vector<Entry> appended_;
  std::size_t unsynced_ = 0;  ///< records
  int descriptor_ = -1;
};

}  // namespace mrec::catalogue
