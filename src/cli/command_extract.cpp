#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/console_progress.h"
#include "cli/feature_flags.h"
#include "cli/home.h"
#include "cli/shared_flags.h"
#include "cli/standard_output.h"
#include "mrec/audio/scanner.h"
#include "mrec/core/atomic_file.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/features/course_format.h"
#include "mrec/features/extraction.h"
#include "mrec/features/labels.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

struct ExtractOptions {
  std::vector<std::string> paths;
  std::string output;
  std::string format = "jsonl";
  std::string labels = "none";
  int threads = 0;
  bool quiet = false;
  bool strict = false;
  FeatureFlags features;
};

/// The file or standard output that the tracks go to.
class Output {
 public:
  explicit Output(const ExtractOptions& options) {
    if (options.output == "-") return;
    const bool course = options.format == "course";
    target_ = !options.output.empty() ? fs::path(options.output)
              : course                ? home_folder() / "course.json"
                                      : default_library();
    file_.emplace(target_);
  }

  features::ByteSink sink() {
    if (!file_) return print;
    return [this](std::string_view bytes) { file_->write(bytes); };
  }
  void commit() {
    if (file_) file_->commit();
  }
  std::string name() const { return file_ ? target_.string() : "standard output"; }

 private:
  fs::path target_;
  std::optional<AtomicFile> file_;
};

audio::Scan scan_or_fail(const ExtractOptions& options) {
  const std::vector<fs::path> paths(options.paths.begin(), options.paths.end());
  audio::Scan scan = audio::scan(paths);
  if (scan.files.empty()) {
    throw Error(ErrorKind::kData, options.paths.front(), "holds no audio file",
                "name a folder with music in it");
  }
  return scan;
}

/// Said before anything is written: in the course's format every chunk has a label.
void require_labels(const ExtractOptions& options, const audio::Scan& scan,
                    const std::vector<std::string>& labels) {
  if (options.format != "course") return;
  const auto without = std::ranges::find(labels, std::string());
  if (without == labels.end()) return;
  const fs::path& path = scan.files[static_cast<std::size_t>(without - labels.begin())].path;
  throw Error(ErrorKind::kUsage, to_utf8(path.string()), "has no label, which the course format needs",
              "give --labels folder, tag or a TSV file that labels every file");
}

void report_count(const features::ExtractionCount& count, const std::string& output, double seconds) {
  std::string text =
      std::to_string(count.files - count.failed) + " of " + std::to_string(count.files) + " files";
  if (count.failed > 0) text += ", " + std::to_string(count.failed) + " failed";
  std::fprintf(stderr, "%s (%s, to %s)\n", text.c_str(), duration_text(seconds).c_str(), output.c_str());
}

void require_success(const features::ExtractionCount& count, bool strict) {
  if (count.failed == count.files) {
    throw Error(ErrorKind::kData, "extract",
                "none of the " + std::to_string(count.files) + " files could be read: nothing was written",
                "see the reasons above");
  }
  if (strict && count.failed > 0) {
    throw Error(ErrorKind::kData, "extract",
                std::to_string(count.failed) + " of " + std::to_string(count.files) +
                    " files failed: nothing was written",
                "see the reasons above, or leave out --strict");
  }
}

void run_extract(const ExtractOptions& options) {
  const Stopwatch watch;
  const features::Extractor extractor(options.features.options());
  const Workers workers(options.threads);
  const audio::Scan scan = scan_or_fail(options);
  const auto progress = make_progress("files", options.quiet);
  for (const auto& warning : scan.warnings) progress->warn(warning);
  const auto labels = features::label_files(scan, options.labels, workers);
  require_labels(options, scan, labels);
  const features::FeatureHeader header{
      .root = scan.root, .options = extractor.options(), .genres = features::distinct_labels(labels)};
  Output output(options);
  const auto writer = options.format == "course" ? features::make_course_writer(output.sink(), header)
                                                 : features::make_feature_writer(output.sink(), header);
  const auto count = features::extract_files(scan, labels, extractor, workers, *writer, *progress);
  require_success(count, options.strict);  // before anything is replaced
  output.commit();
  if (!options.quiet) report_count(count, output.name(), watch.seconds());
}

}  // namespace

void register_extract(CLI::App& app) {
  auto options = std::make_shared<ExtractOptions>();
  CLI::App* command = app.add_subcommand("extract", "Compute features of audio files and folders");
  command->add_option("PATH", options->paths, "audio files and folders (searched with all below)")
      ->required()
      ->check(not_empty());
  add_named(*command, "-o,--output", options->output,
            "file to write, - for standard output [$MREC_HOME/library.jsonl]");
  command
      ->add_option("--format", options->format, "jsonl, or course: one JSON object as genre courses use it")
      ->check(CLI::IsMember({"jsonl", "course"}))
      ->capture_default_str();
  add_named(*command, "--labels", options->labels,
            "genre of a file: folder (its folder's name), tag (its GENRE tag), a TSV path<TAB>genre, or none")
      ->capture_default_str();
  add_jobs(*command, options->threads);
  command->add_flag("-q,--quiet", options->quiet, "print nothing but errors that end the run");
  command->add_flag("--strict", options->strict, "fail when any file fails");
  options->features.add_to(*command);
  command->footer("Example: mrec extract ~/Music --labels folder -o library.jsonl");
  command->callback([options] { run_extract(*options); });
}

}  // namespace mrec::cli
