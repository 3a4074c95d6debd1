#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "cli/commands.h"
#include "cli/console_progress.h"
#include "cli/extract_input.h"
#include "cli/extract_output.h"
#include "cli/home.h"
#include "cli/shared_flags.h"
#include "mrec/core/error.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

/// The course's chunks are all of one shape.
void require_course_features(const ExtractOptions& options) {
  options.embedding.require_none_for("--format course");
  if (!options.features.options().in_one_piece()) return;
  throw Error(ErrorKind::kUsage, "--format course", "has no place for tracks in one piece",
              "leave out --preset logmel and --chunk 0");
}

/// -o, else the default place; "-" stays.
fs::path target_of(const ExtractOptions& options) {
  if (options.output == "-") return "-";
  const bool course = options.format == "course";
  const fs::path given = !options.output.empty() ? fs::path(options.output)
                         : course                ? home_folder() / "course.json"
                                                 : default_library();
  std::error_code error;
  if (fs::is_directory(given, error))
    throw Error(ErrorKind::kIo, given.string(), "is a folder", "name a file in it");
  const fs::path real =
      fs::weakly_canonical(fs::absolute(given), error);  // so that two names of one library share a lock
  return error || fs::is_other(real, error) ? given : real;
}

/// A library is kept up to date; what else can be written to is written through.
bool is_library(const ExtractOptions& options, const fs::path& target) {
  std::error_code error;
  const bool special = target == "-" || fs::is_other(target, error);
  return options.format != "course" && !special;
}

void report(const ExtractSummary& summary, double seconds) {
  std::string text =
      std::to_string(summary.files - summary.failed) + " of " + std::to_string(summary.files) + " files";
  if (summary.failed > 0) text += ", " + std::to_string(summary.failed) + " failed";
  text += " (" + summary.details + (summary.details.empty() ? "" : "; ") + duration_text(seconds) + ", to " +
          summary.target + ")";
  std::fprintf(stderr, "%s\n", text.c_str());
}

void run_extract(const ExtractOptions& options) {
  const Stopwatch watch;
  (void)options.features.options();  // what cannot be is refused before anything is looked for
  if (options.format == "course") require_course_features(options);
  const auto progress = make_progress("files", options.quiet);
  const fs::path target = target_of(options);
  ExtractInput input = find_input(options, *progress);
  const auto extract = is_library(options, target) ? extract_to_library : extract_to_stream;
  const ExtractSummary summary = extract(options, std::move(input), target, *progress);
  if (!options.quiet) report(summary, watch.seconds());
  // A part of a whole may well consist of nothing but bad files.
  if (options.shard.empty() || options.strict) require_success(summary, options.strict);
}

void add_input_options(CLI::App& command, ExtractOptions& options) {
  command
      .add_option(
          "PATH", options.paths,
          "audio files and folders (searched with all below), - for paths from standard input, one a line")
      ->required()
      ->check(not_empty());
  command.add_flag("-0,--null", options.paths_end_in_null, "paths from standard input end in a null byte");
  add_named(
      command, "--labels", options.labels,
      "genre of a file: folder (its folder's name), tag (its GENRE tag), a TSV path<TAB>genre, or none");
  add_named(command, "--root", options.root, "folder that the paths of a new library are relative to");
  add_named(command, "--shard", options.shard,
            "do the part i/n of the files only, for several runs side by side");
}

void add_library_options(CLI::App& command, ExtractOptions& options) {
  add_named(command, "-o,--output", options.output,
            "library to make or bring up to date, - for standard output [$MREC_HOME/library.jsonl.zst]");
  command.add_option("--format", options.format, "jsonl, or course: one JSON object as genre courses use it")
      ->check(CLI::IsMember({"jsonl", "course"}))
      ->capture_default_str();
  command.add_flag("--keep-missing", options.keep_missing, "keep tracks whose file is gone");
  command.add_flag("--retry", options.retry, "try files again that failed before");
  command.add_flag("--wait", options.wait, "wait while another run changes the library");
}

void add_run_options(CLI::App& command, ExtractOptions& options) {
  add_jobs(command, options.jobs);
  command
      .add_option("--time-limit", options.time_limit_s,
                  "seconds that a file may take, and another one for each MB of it; then it has failed")
      ->check(CLI::Range(1.0, 1e6))
      ->capture_default_str();
  command.add_flag("-q,--quiet", options.quiet, "print nothing but errors that end the run");
  command.add_flag("--strict", options.strict, "fail when any file fails");
}

}  // namespace

void require_success(const ExtractSummary& summary, bool strict) {
  const std::string all = " of the " + std::to_string(summary.files) + " files ";
  if (summary.files > 0 && summary.failed == summary.files) {
    throw Error(ErrorKind::kData, "extract", "none" + all + "could be read", "see the reasons above");
  }
  if (strict && summary.failed > 0) {
    throw Error(ErrorKind::kData, "extract", std::to_string(summary.failed) + all + "failed",
                "see the reasons above, or leave out --strict");
  }
}

void register_extract(CLI::App& app) {
  auto options = std::make_shared<ExtractOptions>();
  CLI::App* command = app.add_subcommand("extract", "Compute features of audio files and folders");
  add_input_options(*command, *options);
  add_library_options(*command, *options);
  add_run_options(*command, *options);
  options->features.add_to(*command);
  options->embedding.add_to(*command);
  command->footer(
      "Run it again at any time: only what is new or changed is read.\n"
      "Example: mrec extract ~/Music --labels folder -o library.jsonl.zst");
  command->callback([options] { run_extract(*options); });
}

}  // namespace mrec::cli
