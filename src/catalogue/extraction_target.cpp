#include "mrec/catalogue/extraction_target.h"

#include <cstdio>
#include <map>
#include <string>
#include <system_error>

#include "catalogue/absence.h"
#include "catalogue/record_copy.h"
#include "mrec/core/error.h"
#include "mrec/features/record_file.h"

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

/// Whether a library can be gone on with in place: embeddings that are not asked for stay, and a library
/// without gains them.
bool can_be_kept(const features::FeatureHeader& old, const features::FeatureHeader& wanted) {
  const bool fits = !old.embedding || !wanted.embedding || old.embedding == wanted.embedding;
  return fits && has_same_analysis(old, wanted);
}

/// What can be done about a library of which only a part is asked for.
std::string advice_for(const features::FeatureHeader& old, const features::FeatureHeader& wanted) {
  if (has_same_analysis(old, wanted)) {
    return "give the whole of " + old.root.string() +
           ", or add to it without embeddings for now (--embedding none)";
  }
  return "give the options it was made with (mrec info), the whole of " + old.root.string() +
         ", or another file with -o";
}

/// What is to be done anew must all be within reach.
void require_all_tracks_asked_for(const fs::path& library, const Contents& contents,
                                  const features::FeatureHeader& header, const std::string& advice,
                                  const ExtractionScope& scope) {
  std::map<fs::path, bool> is_own;
  for (const audio::ScannedFile& file : scope.scan.files) is_own.emplace(file.path, false);
  for (const std::size_t place : scope.files) is_own[scope.scan.files[place].path] = true;
  Absence absence(header.root, scope.folders);
  std::size_t others = 0;
  for (const Entry& entry : contents.entries) {
    const auto found = is_own.find(entry.facts.path);
    const bool is_asked_for = found == is_own.end() ? absence.concerns(entry.facts) : found->second;
    if (!is_asked_for) ++others;
    if (is_asked_for && found == is_own.end()) (void)absence.is_gone(entry.facts);
  }
  if (!absence.doubtful().empty()) {
    const auto& [folder, tracks] = *absence.doubtful().begin();
    throw Error(ErrorKind::kIo, folder.string(),
                "is empty or cannot be read: its " + std::to_string(tracks) + " tracks in " +
                    library.string() + " were made with other options and would be lost",
                "mount the disk, or drop them with mrec library prune");
  }
  if (others == 0) return;
  throw Error(ErrorKind::kUsage, library.string(),
              "was made with other options, and " + std::to_string(others) +
                  " of its tracks are not in what is to be extracted",
              advice);
}

/// That there are no weights is no wish to be without embeddings.
void require_embeddings_kept(const fs::path& library, const features::FeatureHeader& old,
                             const features::FeatureHeader& wanted, const ExtractionScope& scope) {
  if (!old.embedding || wanted.embedding || scope.may_lose_embeddings) return;
  throw Error(ErrorKind::kUsage, library.string(),
              "was made with other options or by another version, and done anew it would lose its embeddings",
              "make the weights with mrec import musicnn, or say --embedding none");
}

/// A file that was begun with the same analysis is gone on with.
bool can_go_on(const fs::path& partial, const features::FeatureHeader& header, features::RecordForm form) {
  if (!is_there(partial)) return false;
  try {
    const features::FeatureHeader begun = features::FeatureReader(partial).header();
    return has_same_analysis(begun, header) && begun.embedding == header.embedding &&
           begun.root == header.root && features::RecordReader(partial).form() == form;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::optional<features::FeatureHeader> header_of_library(const fs::path& library) {
  if (!is_there(library)) return std::nullopt;
  return features::FeatureReader(library).header();
}

ExtractionTarget::ExtractionTarget(const fs::path& library, const features::FeatureHeader& header,
                                   const ExtractionScope& scope)
    : library_(library) {
  fs::path path = library;
  if (!is_there(library)) LibraryFile::create(library, header);
  const features::FeatureHeader old = features::FeatureReader(library).header();
  if (old.root != header.root) {
    throw Error(ErrorKind::kIo, library.string(), "was relocated by another mrec a moment ago", "run again");
  }
  if (!can_be_kept(old, header)) {
    require_embeddings_kept(library, old, header, scope);
    replaced_ = read_contents(library);
    require_all_tracks_asked_for(library, *replaced_, old, advice_for(old, header), scope);
    path += ".partial";
    const features::RecordForm form = features::form_of_name(library);
    if (!can_go_on(path, header, form)) LibraryFile::create(path, header, form);
  }
  file_ = std::make_unique<LibraryFile>(path);
  if (header.embedding && !file_->header().embedding) file_->adopt_embedding(*header.embedding);
}

void ExtractionTarget::commit() {
  if (!is_anew()) return;
  std::error_code ignored;
  fs::permissions(file_->path(), fs::status(library_, ignored).permissions(), ignored);
  remove_catalogue(library_);
  if (std::rename(file_->path().c_str(), library_.c_str()) != 0) fail_to_write(library_);
  write_catalogue(library_, file_->contents());
  remove_catalogue(file_->path());
}

}  // namespace mrec::catalogue
