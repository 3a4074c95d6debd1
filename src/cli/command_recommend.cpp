#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/console_progress.h"
#include "cli/home.h"
#include "cli/list_flags.h"
#include "cli/listener.h"
#include "cli/open_library.h"
#include "cli/playlist_flags.h"
#include "cli/recommend_output.h"
#include "cli/shared_flags.h"
#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

struct RecommendFlags {
  std::string favourites;
  LibraryFlags library;
  ListFlags list;
  PlaylistFlags output;
  bool explain = false;
  int threads = 0;
  bool quiet = false;
};

void run_recommend(const RecommendFlags& flags) {
  const std::string list = flags.favourites == "-" ? "-" : find_favourites(flags.favourites).string();
  std::vector<std::filesystem::path> lists = lists_to_keep(flags.list);
  lists.emplace_back(list == "-" ? "/dev/stdin" : list);
  const PlaylistOutput output(flags.output, lists);
  if (flags.explain && output.format() != "table" && output.format() != "json") {
    throw Error(ErrorKind::kUsage, "--explain", "has no place in a list of --format " + output.format(),
                "use table or json");
  }
  const Workers workers(flags.threads);
  const auto progress = make_progress("tracks", flags.quiet);
  const OpenLibrary library = open_library(flags.library, workers, *progress);
  const Listener listener = read_listener(list, library, workers, *progress);
  const recommend::RankedList ranked = make_list(flags.list, library, listener, workers, *progress);
  if (output.is_playlist()) return output.write(playlist_of(library.index, ranked), *progress);
  output.write(format_ranking(
      {.index = library.index, .favourites = listener.favourites, .list = ranked, .explain = flags.explain},
      output.format()));
}

}  // namespace

void register_recommend(CLI::App& app) {
  auto flags = std::make_shared<RecommendFlags>();
  CLI::App* command = app.add_subcommand("recommend", "Rank your library by what is like your favourites");
  add_named(*command, "--favorites,--favourites", flags->favourites,
            "list of favourites: paths one a line, an M3U or an XSPF, - for standard input "
            "[$MREC_HOME/favorites.txt, the list of mrec favorites]");
  add_library_flags(*command, flags->library);
  command->add_option("-n,--count", flags->list.list.count, "length of the list")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  add_list_flags(*command, flags->list);
  command->add_flag("--explain", flags->explain, "say of each track why it is there");
  add_playlist_flags(*command, flags->output);
  add_jobs(*command, flags->threads);
  command->add_flag("-q,--quiet", flags->quiet, "no warnings");
  command->footer(
      "Example: mrec recommend --favorites list.txt -n 20 -o more.m3u8\n"
      "Example: mrec recommend --exclude-genre classical --years 1990- --explain");
  command->callback([flags] { run_recommend(*flags); });
}

}  // namespace mrec::cli
