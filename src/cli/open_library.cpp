#include "cli/open_library.h"

#include <utility>
#include <vector>

#include "cli/home.h"
#include "cli/library_index.h"
#include "cli/row_maker.h"
#include "cli/shared_flags.h"
#include "mrec/catalogue/contents.h"
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

library::Index open_any_index(const std::filesystem::path& library_file) {
  auto kept = library::read_index(library::index_path_of(library_file));
  const bool knows_all = kept && kept->index.left_out() == 0;
  if (knows_all && kept->sources.library == library::stamp_of(library_file)) return std::move(kept->index);
  std::vector<library::IndexedTrack> tracks;
  for (const catalogue::Entry& entry : catalogue::read_contents(library_file).entries) {
    if (entry.facts.error.empty()) tracks.push_back({.track = to_track(entry.facts)});
  }
  const library::IndexHeader header{.root = features::FeatureReader(library_file).header().root,
                                    .genres = {}};
  return library::Index::for_look_up(header, std::move(tracks));
}

}  // namespace mrec::cli
