#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/shared_flags.h"
#include "cli/standard_output.h"
#include "mrec/catalogue/contents.h"
#include "mrec/catalogue/library_lock.h"
#include "mrec/catalogue/merge.h"
#include "mrec/core/atomic_file.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

struct MergeFlags {
  std::vector<std::string> libraries;
  std::string output;
  bool quiet = false;
  bool strict = false;
  bool wait = false;
};

catalogue::MergeCount merge_into_file(const std::vector<fs::path>& libraries, const MergeFlags& flags) {
  const fs::path target = flags.output;
  require_replaceable(target, FileKind::kFeatures);
  const auto lock = catalogue::lock_library(target, flags.wait);
  AtomicFile file(target);
  const auto count =
      catalogue::merge_libraries(libraries, [&file](std::string_view bytes) { file.write(bytes); },
                                 {.form = features::form_of_name(target), .strict = flags.strict});
  catalogue::remove_catalogue(target);
  file.commit();
  return count;
}

void run_merge(const MergeFlags& flags) {
  const std::vector<fs::path> libraries(flags.libraries.begin(), flags.libraries.end());
  const auto count = flags.output == "-"
                         ? catalogue::merge_libraries(libraries, print, {.strict = flags.strict})
                         : merge_into_file(libraries, flags);
  for (const std::string& warning : count.warnings) std::fprintf(stderr, "%s\n", warning.c_str());
  if (flags.quiet) return;
  std::string text = std::to_string(count.tracks) + " tracks";
  if (count.failed > 0) text += " and " + std::to_string(count.failed) + " files that failed";
  text += " of " + std::to_string(libraries.size()) + (libraries.size() == 1 ? " library" : " libraries");
  if (count.repeated > 0) text += ", " + std::to_string(count.repeated) + " that were there twice left out";
  std::fprintf(stderr, "%s (to %s)\n", text.c_str(),
               flags.output == "-" ? "standard output" : flags.output.c_str());
}

}  // namespace

void register_merge(CLI::App& app) {
  auto flags = std::make_shared<MergeFlags>();
  CLI::App* command =
      app.add_subcommand("merge", "Make one library of several, as of the parts of extract --shard");
  command->add_option("LIBRARY", flags->libraries, "libraries to take tracks from")
      ->required()
      ->check(not_empty());
  add_named(*command, "-o,--output", flags->output, "library to write, - for standard output")->required();
  command->add_flag("--strict", flags->strict,
                    "fail, and write nothing, when a library is damaged or breaks off");
  command->add_flag("-q,--quiet", flags->quiet, "do not count");
  command->add_flag("--wait", flags->wait, "wait while another run changes the library");
  command->footer("Example: mrec merge part1.jsonl.zst part2.jsonl.zst -o library.jsonl.zst");
  command->callback([flags] { run_merge(*flags); });
}

}  // namespace mrec::cli
