#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "mrec/audio/scanner.h"
#include "mrec/catalogue/library_file.h"
#include "mrec/core/progress.h"
#include "mrec/features/extractor.h"

namespace mrec::catalogue {

/// What a run is to work at.
struct UpdateInput {
  const audio::Scan& scan;                 ///< with paths relative to the library's root
  const std::vector<std::size_t>& files;   ///< the places in scan.files that are this run's to do
  const std::vector<std::string>& labels;  ///< one a file of the scan
};

struct UpdateOptions {
  /// Folders that were walked through, absolute: tracks of the library under them that were not found are
  /// gone.
  std::vector<std::filesystem::path> folders = {};
  bool keep_missing = false;  ///< gone tracks stay in the library
  bool retry = false;         ///< files that failed before are tried again although they did not change
  bool relabel = false;       ///< labels of tracks that are there already change too
  /// What a library holds that is done anew: its labels stay, unless they change. Null: there is none.
  const Contents* replaced = nullptr;
  int processes = 0;          ///< 0: one a core
  double time_limit_s = 120;  ///< see AnalysisOptions
};

/// What a run did with the files it was given.
struct UpdateCount {
  std::size_t files = 0;
  std::size_t unchanged = 0;  ///< neither read nor written; among them those that failed before
  std::size_t analysed = 0;   ///< new or changed
  std::size_t gained = 0;     ///< unchanged, and they have their embedding now
  std::size_t lacking = 0;    ///< known with chunks, but their embedding could not be made now
  std::size_t reused = 0;     ///< known content under another name or time: analysed before
  std::size_t failed = 0;     ///< now or before
  std::size_t failed_before = 0;
  std::size_t damaged = 0;  ///< analysed now, of which only a part could be used
  std::size_t dropped = 0;  ///< tracks that are gone
  std::size_t missing = 0;  ///< tracks that were not found and stay nevertheless
};

/// Brings a library up to date with the files of a scan: analyses what is new or changed or, with an
/// extractor that makes embeddings, lacks one; takes over what is known under another name, drops what is
/// gone. The library's header must have the extractor's embedding. A track that cannot get its embedding now
/// keeps what it has. What is finished is in the library at once. Throws Interrupted, with the library
/// closed, when asked to stop; Error{kIo} when the library cannot be written or one of the folders vanishes.
UpdateCount update_library(LibraryFile& library, const UpdateInput& input,
                           const features::Extractor& extractor, const UpdateOptions& options,
                           Progress& progress);

}  // namespace mrec::catalogue
