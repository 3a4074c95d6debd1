#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/track_judge.h"
#include "mrec/core/parallel.h"
#include "mrec/core/progress.h"
#include "mrec/features/feature_store.h"
#include "mrec/library/index.h"

namespace mrec::cli {

/// What the command line says of the library to choose from.
struct LibraryFlags {
  std::string library;
  JudgeFlags judge;
};

/// "--library", "--model" and "--embedding".
void add_library_flags(CLI::App& command, LibraryFlags& flags);

/// A library with all that lists are made by.
struct OpenLibrary {
  std::filesystem::path file;
  features::FeatureHeader header;
  TrackJudge judge;
  library::Index index;
};

/// Throws as find_library(), choose_judge() and open_index().
OpenLibrary open_library(const LibraryFlags& flags, const Workers& workers, Progress& progress);

/// For those who only ask for paths and tags: the index that is kept, whatever model made it, when it has all
/// tracks, else Index::for_look_up(). Needs no model. Throws as catalogue::read_contents().
library::Index open_any_index(const std::filesystem::path& library_file);

}  // namespace mrec::cli
