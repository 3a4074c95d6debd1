#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/console_progress.h"
#include "cli/list_flags.h"
#include "cli/listener.h"
#include "cli/open_library.h"
#include "cli/playlist_flags.h"
#include "cli/playlist_maker.h"
#include "cli/playlist_text.h"
#include "cli/shared_flags.h"
#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

struct Flags {
  PlaylistPlan plan;
  LibraryFlags library;
  PlaylistFlags output;
  int threads = 0;
  bool quiet = false;
};

/// Options that a kind of playlist has no use for, where the user gave them.
void refuse_idle_options(const CLI::App& command, const PlaylistPlan& plan) {
  const auto refuse = [&](const std::string& kind, const std::vector<const char*>& options) {
    for (const char* option : options) {
      if (command.count(option) > 0)
        throw Error(ErrorKind::kUsage, option, "says nothing for " + kind, "leave it out");
    }
  };
  const std::string kind = plan.from.empty() ? "--arrange" : "--from";
  if (!plan.from.empty() || !plan.arranged.empty())
    refuse(kind, {"--rule", "--genre-weight", "--variety", "--seed", "--order", "--keep-duplicates"});
  if (!plan.arranged.empty()) {
    refuse(kind, {"--count", "--length", "--max-per-artist", "--dislikes", "--exclude", "--include-genre",
                  "--exclude-genre", "--years", "--min-duration", "--max-duration", "--path",
                  "--exclude-path", "--keep-silence", "--keep-speech"});
  }
  const std::size_t waypoints = plan.via.size() + (plan.to.empty() ? 1 : 2);
  if (!plan.from.empty() && command.count("--count") > 0 && plan.list.list.count < waypoints) {
    throw Error(ErrorKind::kUsage, "--count",
                "is less than the " + std::to_string(waypoints) + " tracks of --from, --via and --to",
                "ask for as many at least");
  }
}

void run_playlist(const CLI::App& command, Flags& flags) {
  require_one_kind(flags.plan);
  refuse_idle_options(command, flags.plan);
  const PlaylistOutput output(flags.output, lists_read(flags.plan));
  const Workers workers(flags.threads);
  const auto progress = make_progress("tracks", flags.quiet);
  const OpenLibrary library = open_library(flags.library, workers, *progress);
  const MadePlaylist playlist = make_playlist(flags.plan, library, workers, *progress);
  if (output.is_playlist()) return output.write(entries_of(playlist, library.index), *progress);
  output.write(format_playlist(playlist, library.index, output.format()));
}

void add_kinds(CLI::App& command, PlaylistPlan& plan) {
  constexpr const char* kGroup = "What it is made of";
  add_named(command, "--from", plan.from, "track of the library to begin with")->group(kGroup);
  command.add_option("--via", plan.via, "track to come by on the way; may be given again, in their order")
      ->allow_extra_args(false)
      ->check(not_empty())
      ->group(kGroup);
  add_named(command, "--to", plan.to,
            "track to end with: a smooth way there; without it each next is like the last")
      ->group(kGroup);
  add_named(command, "--favorites,--favourites", plan.favourites, "list of favourites: more like them")
      ->group(kGroup);
  add_named(command, "--continue", plan.continued, "playlist to go on with: it, and more of its kind behind")
      ->group(kGroup);
  add_named(command, "--arrange", plan.arranged, "list whose tracks are only put into an order that flows")
      ->group(kGroup);
}

}  // namespace

void register_playlist(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command = app.add_subcommand("playlist", "Make a playlist that flows out of your library");
  add_kinds(*command, flags->plan);
  CLI::Option* count = command->add_option("-n,--count", flags->plan.list.list.count,
                                           "tracks in all; with --continue, new ones");
  count->check(CLI::Range(1, 100000))->capture_default_str();
  add_named(*command, "--length", flags->plan.length, "length in place of a number: minutes, or h:mm:ss")
      ->excludes(count);
  command
      ->add_option("--order", flags->plan.order,
                   "of --favorites and --continue: flow (each like the one before) or rule (the best first)")
      ->check(CLI::IsMember({"flow", "rule"}))
      ->capture_default_str();
  command->add_flag("--only-new", flags->plan.only_new, "of --continue: without the playlist itself");
  add_library_flags(*command, flags->library);
  add_list_flags(*command, flags->plan.list);
  add_playlist_flags(*command, flags->output);
  add_jobs(*command, flags->threads);
  command->add_flag("-q,--quiet", flags->quiet, "no warnings");
  command->footer(
      "Example: mrec playlist --from quiet.mp3 --to loud.flac -n 15 -o way.m3u8\n"
      "Example: mrec playlist --favorites list.txt --length 90 --format paths --relative-to ~/Music | mpc "
      "add");
  command->callback([command, flags] { run_playlist(*command, *flags); });
}

}  // namespace mrec::cli
