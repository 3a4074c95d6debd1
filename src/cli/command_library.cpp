#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "cli/commands.h"
#include "cli/home.h"
#include "cli/library_report.h"
#include "cli/shared_flags.h"
#include "cli/standard_output.h"
#include "mrec/catalogue/contents.h"
#include "mrec/catalogue/maintenance.h"
#include "mrec/core/one_line.h"
#include "mrec/core/utf8.h"
#include "mrec/features/feature_store.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

struct LibraryFlags {
  std::string library;
  std::string by = "genre";
  std::string root;
  bool json = false;
  bool dry_run = false;
  bool wait = false;
};

/// That it is a library is for the reader of its header to say.
catalogue::Contents open_contents(const LibraryFlags& flags) {
  const fs::path library = find_library(flags.library);
  (void)features::FeatureReader(library);
  return catalogue::read_contents(library);
}

void run_list(const LibraryFlags& flags) {
  print(track_list(open_contents(flags), flags.json));
}

void run_count(const LibraryFlags& flags) {
  print(track_counts(open_contents(flags), flags.by, flags.json));
}

void run_errors(const LibraryFlags& flags) {
  print(error_list(open_contents(flags), flags.json));
}

void run_relocate(const LibraryFlags& flags) {
  const fs::path library = find_library(flags.library);
  const std::size_t found = catalogue::relocate_library(library, flags.root, flags.wait);
  std::fprintf(stderr, "%zu files of %s are there\n", found, library.c_str());
}

/// What would be dropped, a line each.
void run_dry_prune(const LibraryFlags& flags, const fs::path& library) {
  const fs::path root = features::FeatureReader(library).header().root;
  const catalogue::Contents contents = open_contents(flags);
  for (const catalogue::Entry* entry : catalogue::find_gone(contents, root)) {
    print(one_line(to_utf8(entry->facts.path.string())) + "\n");
  }
}

void run_prune(const LibraryFlags& flags) {
  const fs::path library = find_library(flags.library);
  if (flags.dry_run) return run_dry_prune(flags, library);
  const std::size_t dropped = catalogue::prune_library(library, flags.wait);
  std::fprintf(stderr, "%zu tracks dropped from %s, whose files are gone\n", dropped, library.c_str());
}

CLI::App* add(CLI::App& parent, const char* name, const char* what, const char* example,
              const std::shared_ptr<LibraryFlags>& flags, void (*run)(const LibraryFlags&)) {
  CLI::App* command = parent.add_subcommand(name, what);
  add_named(*command, "--library", flags->library, "the library [$MREC_HOME/library.jsonl.zst]");
  command->footer(std::string("Example: mrec library ") + example);
  command->callback([flags, run] { run(*flags); });
  return command;
}

void add_json(CLI::App* command, LibraryFlags& flags) {
  command->add_flag("--json", flags.json, "print JSON");
}

void add_wait(CLI::App* command, LibraryFlags& flags) {
  command->add_flag("--wait", flags.wait, "wait while another run changes the library");
}

}  // namespace

void register_library(CLI::App& app) {
  auto flags = std::make_shared<LibraryFlags>();
  CLI::App* library = app.add_subcommand("library", "Look into a library and keep it in order");
  library->require_subcommand(1);
  library->footer("Example: mrec library count --by artist");
  add_json(add(*library, "list", "Print path, artist, title, album, year, genre and seconds of every track", "list",
               flags, run_list),
           *flags);
  CLI::App* count = add(*library, "count", "Count tracks by genre, artist, format or year", "count --by year", flags, run_count);
  count->add_option("--by", flags->by, "genre (label, else tag), artist, format or year")
      ->check(CLI::IsMember({"genre", "artist", "format", "year"}))
      ->capture_default_str();
  add_json(count, *flags);
  add_json(add(*library, "errors", "Print the files that failed or are damaged, and why", "errors", flags, run_errors), *flags);
  CLI::App* relocate = add(*library, "relocate", "Say where the music is after it was moved as a whole",
                           "relocate /mnt/disk/Music", flags, run_relocate);
  add_named(*relocate, "FOLDER", flags->root, "what takes the place of the library's root")->required();
  add_wait(relocate, *flags);
  CLI::App* prune = add(*library, "prune", "Drop tracks whose file is no longer there", "prune --dry-run", flags, run_prune);
  prune->add_flag("--dry-run", flags->dry_run, "only print what would be dropped");
  add_wait(prune, *flags);
}

}  // namespace mrec::cli
