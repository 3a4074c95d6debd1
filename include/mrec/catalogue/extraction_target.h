#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "mrec/audio/scanner.h"
#include "mrec/catalogue/library_file.h"
#include "mrec/features/feature_store.h"

namespace mrec::catalogue {

/// The header of a library that is there already. Throws Error{kIo, kFormat} for a file that is no library.
std::optional<features::FeatureHeader> header_of_library(const std::filesystem::path& library);

/// What an extraction is to do.
struct ExtractionScope {
  const std::vector<std::filesystem::path>& folders;  ///< that were walked through, absolute
  const audio::Scan& scan;                            ///< with paths as the library names them
  const std::vector<std::size_t>& files;              ///< places in scan.files
  bool may_lose_embeddings = false;                   ///< that there are to be none was said, not found
};

/// The file that an extraction works on: the library itself, or, when its features were made with other
/// options, other embeddings or by another version of the analysis, a new one beside it
/// ("library.jsonl.partial") that takes its place once all is done. Until then the old library stays as it
/// is, and an interrupted run is taken up again.
class ExtractionTarget {
 public:
  /// To be called with the library locked. `header`: what a new library begins with; the root of one that is
  /// there stays. A library without embeddings gets the word in its header when they are asked for, and one
  /// that has some keeps them when they are not. Throws Error{kUsage} when doing
  /// it anew would lose tracks because they are not asked for, or embeddings although
  /// scope.may_lose_embeddings is not set, Error{kIo} when they may be on a disk that is not mounted or when
  /// the root is no longer header.root, and Error{kIo, kFormat}.
  ExtractionTarget(const std::filesystem::path& library, const features::FeatureHeader& header,
                   const ExtractionScope& scope);

  LibraryFile& file() { return *file_; }
  /// Whether everything is done anew.
  bool is_anew() const { return replaced_.has_value(); }
  /// What the library holds that is done anew; null when it is gone on with.
  const Contents* replaced() const { return replaced_ ? &*replaced_ : nullptr; }

  /// After LibraryFile::finish(): puts a new library in the place of the old one.
  void commit();

 private:
  std::filesystem::path library_;
  std::optional<Contents> replaced_;
  std::unique_ptr<LibraryFile> file_;
};

}  // namespace mrec::catalogue
