#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "mrec/features/feature_store.h"

namespace mrec::catalogue {

struct MergeOptions {
  features::RecordForm form = features::RecordForm::kPlain;
  bool strict = false;  ///< refuse a library that is damaged or breaks off instead of taking what is whole
};

struct MergeCount {
  std::size_t tracks = 0;
  std::size_t failed = 0;    ///< entries of files that could not be analysed
  std::size_t repeated = 0;  ///< left out, because another library has the track too
  std::vector<std::string> warnings;
};

/// Writes one library of all tracks of several, sorted by path: the same bytes as one run over all files.
/// Roots that differ become their common folder. Of a track that several have the one that did not fail
/// counts, then the last changed, then one with an embedding, then the one of the later library. Throws
/// Error{kUsage} for features or embeddings made with different options (a library without embeddings goes
/// with any), Error{kData} for damage that is not to be passed over, and Error{kIo, kFormat}.
MergeCount merge_libraries(const std::vector<std::filesystem::path>& libraries,
                           const features::ByteSink& sink, const MergeOptions& options);

}  // namespace mrec::catalogue
