#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/classify_output.h"
#include "cli/commands.h"
#include "cli/console_progress.h"
#include "cli/file_kind.h"
#include "cli/named_model.h"
#include "cli/shared_flags.h"
#include "cli/track_describer.h"
#include "mrec/audio/scanner.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/utf8.h"
#include "mrec/features/feature_store.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTagsShown = 3;  ///< in a line; the JSON has all

struct ClassifyFlags {
  std::vector<std::string> files;
  std::string model;
  std::optional<std::size_t> tags;
  std::optional<double> unknown_below;
  int threads = 0;
  bool json = false;
  bool quiet = false;

  std::size_t tags_shown() const { return tags.value_or(json ? TrackDescriber::kMostTags : kTagsShown); }
};

/// The model's, but for what the command line says.
genre::DecisionRule rule_in_force(const TrackDescriber& describer, const ClassifyFlags& flags) {
  genre::DecisionRule rule = describer.rule();
  if (flags.unknown_below) rule.unknown_below = flags.unknown_below;
  return rule;
}

/// Counts what worked on the way from files to answers.
class Classification {
 public:
  explicit Classification(const ClassifyFlags& flags)
      : describer_(flags.model, flags.tags_shown()),
        workers_(flags.threads),
        progress_(make_progress("files", flags.quiet)),
        printer_(describer_.genres(), rule_in_force(describer_, flags), flags.json) {}

  /// What is wrong with one file is said, and the next one follows.
  void classify(const fs::path& file) {
    try {
      classify_by_kind(file);
    } catch (const Error& error) {
      progress_->warn(error.what());
      printer_.add_failure(to_utf8(file.string()), error.what());
    }
  }

  void finish() {
    printer_.finish();
    if (done_ == 0)
      throw Error(ErrorKind::kData, "classify", "no file could be read", "see the reasons above");
  }

 private:
  void classify_by_kind(const fs::path& file) {
    const FileKind kind = file_kind(file);
    if (kind == FileKind::kFeatures) return classify_features(file);
    if (kind == FileKind::kCourse) {
      throw Error(ErrorKind::kUsage, file.string(), "is a course file, which knows no tracks",
                  "give audio files or a file of mrec extract");
    }
    classify_audio(file);
  }

  void classify_features(const fs::path& file) {
    features::FeatureReader reader(file, describer_.wanted());
    describer_.require_fit(file, reader.header());
    std::size_t left_out = 0;
    while (const auto track = reader.next()) {
      const std::string name = to_utf8(track->path.string());
      if (track->error.empty() && !describer_.can_describe(*track)) {
        ++left_out;
        printer_.add_failure(name, std::string("has ") + describer_.missing_part());
      } else {
        take(name, *track);
      }
    }
    if (reader.torn()) progress_->warn(reader.torn_warning());
    if (left_out > 0) progress_->warn(left_out_warning(file, left_out, describer_.missing_part()));
  }

  void classify_audio(const fs::path& path) {
    const features::Extractor& extractor = describer_.extractor();
    const fs::path paths[] = {path};
    const audio::Scan scan = audio::scan(paths);
    for (const auto& warning : scan.warnings) progress_->warn(warning);
    if (scan.files.empty()) progress_->warn(to_utf8(path.string()) + ": holds no audio file");
    const auto extract = [&](std::size_t i) {
      throw_if_interrupted();
      return extractor.track(scan.root, scan.files[i]);
    };
    workers_.map_in_order(
        scan.files.size(), extract, [&](std::size_t i, const features::TrackFeatures& track) {
          const bool itself = fs::is_regular_file(path);
          take(to_utf8(itself ? path.string() : (path / scan.files[i].path).string()), track);
        });
  }

  void take(const std::string& name, const features::TrackFeatures& track) {
    if (!track.error.empty()) {
      progress_->warn(name + ": " + track.error);
      return printer_.add_failure(name, track.error);
    }
    printer_.add(name, describer_.describe(track, workers_));
    ++done_;
  }

  TrackDescriber describer_;
  Workers workers_;
  std::unique_ptr<Progress> progress_;
  AnswerPrinter printer_;
  std::size_t done_ = 0;
};

void run_classify(const ClassifyFlags& flags) {
  Classification classification(flags);
  for (const auto& file : flags.files) classification.classify(file);
  classification.finish();
}

}  // namespace

void register_classify(CLI::App& app) {
  auto flags = std::make_shared<ClassifyFlags>();
  CLI::App* command =
      app.add_subcommand("classify", "Print genres and musicnn's tags of audio files or of a features file");
  command->add_option("FILE", flags->files, "audio files, folders, or files of mrec extract")
      ->required()
      ->check(not_empty());
  add_model(*command, flags->model);
  command
      ->add_option("--tags", flags->tags,
                   "how many of the tags are printed, 0 to " + std::to_string(TrackDescriber::kMostTags) +
                       " [" + std::to_string(kTagsShown) + "; with --json all]")
      ->check(CLI::Range(std::size_t{0}, TrackDescriber::kMostTags));
  command
      ->add_option("--unknown-below", flags->unknown_below,
                   "least probability, 0 to 1, of a genre that is not \"unknown\" [what the model says; of "
                   "several genres a track 0.5]")
      ->check(CLI::Range(0.0, 1.0));
  command->add_flag("--json", flags->json, "print one JSON array");
  add_jobs(*command, flags->threads);
  command->add_flag("-q,--quiet", flags->quiet, "no warnings");
  command->footer(
      "A line has three columns, divided by tabs: file, genres, tags. Where no genre is probable enough the "
      "second begins with \"unknown: \".\n"
      "Example: mrec classify song.mp3 --json");
  command->callback([flags] { run_classify(*flags); });
}

}  // namespace mrec::cli
