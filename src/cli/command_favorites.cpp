#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/console_progress.h"
#include "cli/favourites_file.h"
#include "cli/favourites_report.h"
#include "cli/home.h"
#include "cli/open_library.h"
#include "cli/shared_flags.h"
#include "cli/standard_output.h"
#include "mrec/core/error.h"
#include "mrec/library/kept_favourites.h"
#include "mrec/library/song_import.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;
using library::FavouriteMatch;
using library::KeptFavourites;
using Change = KeptFavourites::Change;
using ChangeOf = Change (KeptFavourites::*)(const std::vector<FavouriteMatch>&);

struct FavouritesFlags {
  std::vector<std::string> paths;
  std::string file;
  std::string library;
  library::ImportOptions import;
  std::string music_directory;
  bool json = false;
  bool quiet = false;
};

library::Index index_of(const FavouritesFlags& flags) {
  return open_any_index(find_library(flags.library));
}

fs::path list_of(const FavouritesFlags& flags) {
  return flags.file.empty() ? default_favourites() : fs::path(flags.file);
}

/// Applies a change to the kept list, and writes it when there was one.
Change change_list(const FavouritesFlags& flags, const library::Index& index, ChangeOf how,
                   const std::vector<FavouriteMatch>& favourites) {
  const FavouritesFile file(list_of(flags));
  KeptFavourites list(file.read(), list_of(flags).parent_path(), index);
  const Change change = (list.*how)(favourites);
  if (change.added + change.removed > 0) file.write(list.text());
  return change;
}

/// Says what it came to; `unchanged` is what those are that were passed over.
void report(const FavouritesFlags& flags, const Change& change, const char* unchanged, Progress& progress) {
  for (const std::string& warning : warnings_of(change)) progress.warn(warning);
  if (change.added + change.removed + change.unchanged == 0) {
    throw Error(ErrorKind::kData, "favorites", "none of them was found",
                "name files, or tracks as in the library");
  }
  if (flags.quiet) return;
  std::fprintf(stderr, "%s (%s)\n", text_of(change, unchanged).c_str(), list_of(flags).c_str());
}

Change change_by_paths(const FavouritesFlags& flags, ChangeOf how) {
  const library::Index index = index_of(flags);
  return change_list(flags, index, how, library::match_favourites(flags.paths, {}, index));
}

template <ChangeOf How>
void run_adding(const FavouritesFlags& flags) {
  const auto progress = make_progress("tracks", flags.quiet);
  report(flags, change_by_paths(flags, How), "there already", *progress);
}

void run_remove(const FavouritesFlags& flags) {
  const auto progress = make_progress("tracks", flags.quiet);
  const Change change = change_by_paths(flags, &KeptFavourites::remove);
  if (change.removed == 0) {
    throw Error(ErrorKind::kData, list_of(flags).string(), "has none of them", "see mrec favorites list");
  }
  report(flags, change, "not there", *progress);
}

void run_list(const FavouritesFlags& flags) {
  const auto progress = make_progress("tracks", flags.quiet);
  const library::Index index = index_of(flags);
  const KeptFavourites list(library::read_kept_list(list_of(flags)), list_of(flags).parent_path(), index);
  for (const std::string& warning : warnings_of(list)) progress->warn(warning);
  print(flags.json ? json_of(list, index) : lines_of(list));
}

/// A file that cannot be read is warned of, unless there is nothing else.
void read_files(const std::vector<std::string>& files, library::SongImport& import, Progress& progress) {
  std::size_t failed = 0;
  for (const std::string& file : files) {
    try {
      if (import.read(file) == 0) progress.warn(file + ": names no song: passed over");
    } catch (const Error& error) {
      if (files.size() == 1) throw;
      progress.warn(std::string(error.what()) + " (passed over)");
      ++failed;
    }
  }
  for (const fs::path& file : import.not_utf8()) {
    progress.warn(file.string() + ": is not in UTF-8: names in it may not be found");
  }
  if (failed == files.size()) {
    throw Error(ErrorKind::kData, "favorites", "none of the files can be read", "see the warnings");
  }
}

void run_import(const FavouritesFlags& flags) {
  const auto progress = make_progress("tracks", flags.quiet);
  const library::Index index = index_of(flags);
  library::ImportOptions options = flags.import;
  options.music_directory = flags.music_directory.empty() ? index.root() : fs::path(flags.music_directory);
  library::SongImport import(options);
  read_files(flags.paths, import, *progress);
  const auto songs = import.favourites();
  const library::FoundSongs result = library::find_songs(songs, index);
  if (import.nameless() > 0) progress->warn(nameless_warning(import.nameless()));
  if (!result.missing.empty()) progress->warn(missing_warning(result.missing, songs.size()));
  if (songs.empty()) {
    throw Error(ErrorKind::kData, "favorites", "the files name no favorite",
                "give others, or a lower --min-plays or --min-rating");
  }
  report(flags, change_list(flags, index, &KeptFavourites::add, result.found), "there already", *progress);
}

CLI::App* add(CLI::App& parent, const char* name, const char* what, const char* example,
              const std::shared_ptr<FavouritesFlags>& flags, void (*run)(const FavouritesFlags&)) {
  CLI::App* command = parent.add_subcommand(name, what);
  add_named(*command, "--file", flags->file, "the list [$MREC_HOME/favorites.txt]");
  add_named(*command, "--library", flags->library, "file of mrec extract [$MREC_HOME/library.jsonl.zst]");
  command->add_flag("-q,--quiet", flags->quiet, "no warnings and no count");
  command->footer(std::string("Example: mrec favorites ") + example);
  command->callback([flags, run] { run(*flags); });
  return command;
}

void add_paths(CLI::App* command, const char* name, const char* help, FavouritesFlags& flags) {
  command->add_option(name, flags.paths, help)->required()->check(not_empty());
}

void register_import_of(CLI::App& favourites, const std::shared_ptr<FavouritesFlags>& flags) {
  CLI::App* command =
      add(favourites, "import", "Add what other programs know: playlists, listens, ratings",
          "import listenbrainz/feedback.jsonl listenbrainz/listens/*/*.jsonl", flags, run_import);
  add_paths(command, "FILE",
            "M3U, XSPF, ListenBrainz's listens and feedback, a MusicBrainz collection (JSON), MPD's sticker "
            "database",
            *flags);
  command
      ->add_option("--min-plays", flags->import.min_plays,
                   "a song played so often is a favorite, 0: plays do not count")
      ->check(CLI::Range(0, 1000000000))
      ->capture_default_str();
  command->add_option("--min-rating", flags->import.min_rating, "a song rated so is a favorite, of 10")
      ->check(CLI::Range(0.0, 10.0))
      ->capture_default_str();
  add_named(*command, "--music-directory", flags->music_directory,
            "what the paths in MPD's stickers are relative to [the library's root]");
}

}  // namespace

void register_favorites(CLI::App& app) {
  auto flags = std::make_shared<FavouritesFlags>();
  CLI::App* favourites = app.add_subcommand("favorites", "Keep the list that mrec recommend goes by");
  favourites->alias("favourites");
  favourites->require_subcommand(1);
  favourites->footer("Example: mrec favorites add ~/Music/song.mp3 && mrec recommend");
  const char* paths = "files, or tracks as in the library";
  add_paths(add(*favourites, "add", "Add tracks that are not there", "add ~/Music/song.mp3", flags,
                run_adding<&KeptFavourites::add>),
            "PATH", paths, *flags);
  add_paths(add(*favourites, "remove", "Remove tracks", "remove ~/Music/song.mp3", flags, run_remove), "PATH",
            paths, *flags);
  add_paths(add(*favourites, "toggle", "Remove those that are there, add the others",
                "toggle \"$(mpc -f ~/Music/%file% current)\"", flags, run_adding<&KeptFavourites::toggle>),
            "PATH", paths, *flags);
  add(*favourites, "list", "Print the paths, one a line", "list", flags, run_list)
      ->add_flag("--json", flags->json, "with artist, title and duration, as JSON");
  register_import_of(*favourites, flags);
}

}  // namespace mrec::cli
