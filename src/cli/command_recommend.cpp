#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/console_progress.h"
#include "cli/home.h"
#include "cli/library_index.h"
#include "cli/listener.h"
#include "cli/playlist_flags.h"
#include "cli/recommend_output.h"
#include "cli/shared_flags.h"
#include "cli/track_judge.h"
#include "mrec/features/feature_store.h"
#include "mrec/library/favourites.h"
#include "mrec/recommend/content_recommender.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

struct RecommendFlags {
  std::string favourites;
  std::string library;
  JudgeFlags judge;
  recommend::ContentOptions content;
  int threads = 0;
  PlaylistFlags output;
  bool quiet = false;
};

void run_recommend(const RecommendFlags& flags) {
  const bool from_input = flags.favourites == "-";
  const fs::path list = from_input ? fs::path("/dev/stdin") : find_favourites(flags.favourites);
  const fs::path list_folder = from_input ? fs::path() : list.parent_path();
  const PlaylistOutput output(flags.output, {list});
  const auto entries = library::read_favourites(list);
  const fs::path library_file = find_library(flags.library);
  const features::FeatureHeader header = features::FeatureReader(library_file).header();
  const TrackJudge judge = choose_judge(flags.judge, library_file, header);
  const Workers workers(flags.threads);
  const auto progress = make_progress("tracks", flags.quiet);
  const library::Index index = open_index(library_file, judge, workers, *progress);
  const Listener listener = make_listener(
      library::match_favourites(entries, list_folder, index),
      {.index = index, .library_file = library_file, .header = header, .judge = judge}, workers, *progress);
  const auto ranking =
      recommend::rank_by_content(index, listener.favourites, listener.in_library, flags.content);
  if (output.is_playlist()) return output.write(playlist_of(index, ranking), *progress);
  output.write(format_ranking(index, listener.favourites, ranking, output.format()));
}

}  // namespace

void register_recommend(CLI::App& app) {
  auto flags = std::make_shared<RecommendFlags>();
  CLI::App* command = app.add_subcommand("recommend", "Rank your library by what is like your favourites");
  add_named(*command, "--favorites,--favourites", flags->favourites,
            "list of favourites: paths one a line, an M3U or an XSPF, - for standard input "
            "[$MREC_HOME/favorites.txt, the list of mrec favorites]");
  add_named(*command, "--library", flags->library, "file of mrec extract [$MREC_HOME/library.jsonl.zst]");
  add_model(*command, flags->judge.model);
  command
      ->add_option(
          "--embedding", flags->judge.embedding,
          "what similarity is told by: musicnn, the embeddings of mrec extract, or cnn, a layer of a "
          "model of mrec train --arch cnn3 [musicnn when the library has embeddings]")
      ->check(CLI::IsMember({"musicnn", "cnn"}));
  command->add_option("-n,--count", flags->content.count, "length of the list")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command->add_option("--genre-weight", flags->content.genre_weight, "share of the genre part in the score")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  add_playlist_flags(*command, flags->output);
  add_jobs(*command, flags->threads);
  command->add_flag("-q,--quiet", flags->quiet, "no warnings");
  command->footer("Example: mrec recommend --favorites list.txt -n 20 -o more.m3u8");
  command->callback([flags] { run_recommend(*flags); });
}

}  // namespace mrec::cli
