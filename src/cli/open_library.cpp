#include "cli/open_library.h"

#include <utility>

#include "cli/home.h"
#include "cli/library_index.h"
#include "cli/shared_flags.h"
#include "mrec/library/index_file.h"

namespace mrec::cli {

void add_library_flags(CLI::App& command, LibraryFlags& flags) {
  add_named(command, "--library", flags.library, "file of mrec extract [$MREC_HOME/library.jsonl.zst]");
  add_model(command, flags.judge.model);
  command
      .add_option("--embedding", flags.judge.embedding,
                  "what similarity is told by: musicnn, the embeddings of mrec extract, or cnn, a layer of a "
                  "model of mrec train --arch cnn3 [musicnn when the library has embeddings]")
      ->check(CLI::IsMember({"musicnn", "cnn"}));
}

OpenLibrary open_library(const LibraryFlags& flags, const Workers& workers, Progress& progress) {
  std::filesystem::path file = find_library(flags.library);
  features::FeatureHeader header = features::FeatureReader(file).header();
  TrackJudge judge = choose_judge(flags.judge, file, header);
  library::Index index = open_index(file, header, judge, workers, progress);
  return {.file = std::move(file),
          .header = std::move(header),
          .judge = std::move(judge),
          .index = std::move(index)};
}

library::Index open_any_index(const std::filesystem::path& library_file, Progress& progress) {
  auto kept = library::read_index(library::index_path_of(library_file));
  if (kept && kept->sources.library == library::stamp_of(library_file)) return std::move(kept->index);
  return open_library({.library = library_file, .judge = {}}, Workers(0), progress).index;
}

}  // namespace mrec::cli
