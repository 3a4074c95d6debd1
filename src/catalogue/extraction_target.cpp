#include "mrec/catalogue/extraction_target.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <system_error>

#include "catalogue/absence.h"
#include "catalogue/record_copy.h"
#include "mrec/core/error.h"

namespace mrec::catalogue {
namespace {

namespace fs = std::filesystem;

/// An empty file is as good as none: a script may have made it.
bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error) && fs::file_size(path, error) > 0;
}

bool has_same_analysis(const features::FeatureHeader& a, const features::FeatureHeader& b) {
  return a.options == b.options && a.analysis == b.analysis;
}

/// What is to be done anew must all be within reach.
void require_all_tracks_asked_for(const fs::path& library, const features::FeatureHeader& header,
                                  const std::vector<fs::path>& asked) {
  const Absence reach(header.root, asked);
  const Contents contents = read_contents(library);
  const auto others = std::ranges::count_if(contents.entries,
                                            [&](const Entry& entry) { return !reach.concerns(entry.facts); });
  if (others == 0) return;
  throw Error(ErrorKind::kUsage, library.string(),
              "was made with other feature options, and " + std::to_string(others) +
                  " of its tracks are not in what is to be extracted",
              "give the options it was made with (mrec info), the whole of " + header.root.string() +
                  ", or another file with -o");
}

/// A file that was begun with the same analysis is gone on with.
bool can_go_on(const fs::path& partial, const features::FeatureHeader& header) {
  if (!is_there(partial)) return false;
  try {
    const features::FeatureHeader begun = features::FeatureReader(partial).header();
    return has_same_analysis(begun, header) && begun.root == header.root;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::optional<fs::path> root_of_library(const fs::path& library) {
  if (!is_there(library)) return std::nullopt;
  return features::FeatureReader(library).header().root;
}

ExtractionTarget::ExtractionTarget(const fs::path& library, const features::FeatureHeader& header,
                                   const std::vector<fs::path>& asked)
    : library_(library) {
  fs::path path = library;
  if (!is_there(library)) LibraryFile::create(library, header);
  const features::FeatureHeader old = features::FeatureReader(library).header();
  if (old.root != header.root) {
    throw Error(ErrorKind::kIo, library.string(), "was relocated by another mrec a moment ago", "run again");
  }
  if (!has_same_analysis(old, header)) {
    require_all_tracks_asked_for(library, old, asked);
    path += ".partial";
    if (!can_go_on(path, header)) LibraryFile::create(path, header);
  }
  file_ = std::make_unique<LibraryFile>(path);
}

void ExtractionTarget::commit() {
  if (!is_anew()) return;
  remove_catalogue(library_);
  if (std::rename(file_->path().c_str(), library_.c_str()) != 0) fail_to_write(library_);
  write_catalogue(library_, file_->contents());
  remove_catalogue(file_->path());
}

}  // namespace mrec::catalogue
