#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/extract_output.h"
#include "cli/extract_scope.h"
#include "mrec/catalogue/extraction_target.h"
#include "mrec/catalogue/library_lock.h"
#include "mrec/catalogue/scan_scope.h"
#include "mrec/catalogue/update.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

/// "12 new or changed, 86 unchanged"; what did not happen is left out.
std::string details_of(const catalogue::UpdateCount& count) {
  std::string text;
  const auto add = [&text](std::size_t number, const char* what) {
    if (number > 0) text += (text.empty() ? "" : ", ") + std::to_string(number) + " " + what;
  };
  add(count.analysed, "new or changed");
  if (count.gained > 0)
    add(count.gained, count.gained == 1 ? "gained its embedding" : "gained their embedding");
  add(count.lacking, "without embedding until a later run can make it");
  add(count.reused, "known under another name or time");
  add(count.unchanged, "unchanged");
  add(count.failed_before, "failed before (--retry tries them again)");
  add(count.damaged, "damaged in part");
  add(count.dropped, "no longer there and dropped");
  add(count.missing, "not found and kept");
  return text;
}

/// While a lock was waited for, another mrec may have made or changed the library whose patches decided.
void require_same_patches(const fs::path& library, const EmbeddingFlags& flags,
                          const std::optional<embedding::Embedder>& embedder) {
  if (!embedder) return;
  const auto now = catalogue::header_of_library(library);
  if (flags.patches_for(now ? now->embedding : std::nullopt) == embedder->spec().patches) return;
  throw Error(ErrorKind::kIo, library.string(), "was changed by another mrec a moment ago", "run again");
}

}  // namespace

ExtractSummary extract_to_library(const ExtractOptions& options, ExtractInput input, const fs::path& library,
                                  Progress& progress) {
  // Whatever can be refused is refused before a library is made.
  const auto present = catalogue::header_of_library(library);
  const auto embedder =
      options.embedding.embedder(library, present ? present->embedding : std::nullopt, progress);
  const features::Extractor extractor(options.features.options(), embedder ? &*embedder : nullptr);
  const fs::path root = present ? present->root : root_of(options, input.scan);
  const audio::Scan scan = catalogue::under_root(std::move(input.scan), root);
  const std::vector<std::string> labels = labels_of(options, scan);
  const auto files = catalogue::files_of_shard(scan, shard_of(options));
  const auto lock = catalogue::lock_library(library, options.wait);
  require_same_patches(library, options.embedding, embedder);
  catalogue::ExtractionTarget target(
      library, {.root = root, .options = extractor.options(), .embedding = extractor.embedding()},
      {.folders = input.folders,
       .scan = scan,
       .files = files,
       .may_lose_embeddings = options.embedding.is_none()});
  if (target.is_anew()) {
    progress.warn(to_utf8(library.string()) +
                  ": was made with other options or weights or by another version: all is done anew");
  }
  const catalogue::UpdateOptions update{.folders = input.folders,
                                        .keep_missing = options.keep_missing,
                                        .retry = options.retry,
                                        .relabel = !options.labels.empty(),
                                        .replaced = target.replaced(),
                                        .processes = options.jobs,
                                        .time_limit_s = options.time_limit_s};
  const auto count = catalogue::update_library(
      target.file(), {.scan = scan, .files = files, .labels = labels}, extractor, update, progress);
  target.commit();
  return {.files = count.files + input.missing,
          .failed = count.failed + input.missing,
          .details = details_of(count),
          .target = library.string()};
}

}  // namespace mrec::cli
