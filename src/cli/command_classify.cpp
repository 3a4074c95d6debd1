#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/console_progress.h"
#include "cli/file_kind.h"
#include "cli/library_index.h"
#include "cli/shared_flags.h"
#include "cli/standard_output.h"
#include "mrec/audio/scanner.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/one_line.h"
#include "mrec/core/utf8.h"
#include "mrec/features/extractor.h"
#include "mrec/features/feature_store.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

/// Genres less probable than this are left out of the line (the JSON has all).
constexpr float kShown = 0.005F;

struct ClassifyFlags {
  std::vector<std::string> files;
  std::string model;
  int threads = 0;
  bool json = false;
  bool quiet = false;
};

/// Takes verdicts one by one and prints them: a line each, or one JSON array at the end.
class VerdictPrinter {
 public:
  VerdictPrinter(const std::vector<std::string>& genres, bool json) : genres_(genres), json_(json) {}

  void add(const std::string& name, const genre::TrackVerdict& verdict) {
    std::vector<std::size_t> order(genres_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto probability = [&](std::size_t genre) {
      return verdict.probabilities[static_cast<Eigen::Index>(genre)];
    };
    std::ranges::stable_sort(order, std::greater<>(), probability);
    if (json_) {
      Json genres = Json::object();
      for (const std::size_t genre : order) genres[genres_[genre]] = probability(genre);
      list_.push_back({{"path", name},
                       {"genre", genres_[order.front()]},
                       {"probability", probability(order.front())},
                       {"genres", std::move(genres)}});
      return;
    }
    std::string line = one_line(name) + "\t";
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i > 0 && probability(order[i]) < kShown) break;
      char number[32];
      std::snprintf(number, sizeof number, " %.1f %%", 100 * static_cast<double>(probability(order[i])));
      line += (i == 0 ? "" : ", ") + genres_[order[i]] + number;
    }
    print(line + "\n");
  }

  void add_failure(const std::string& name, const std::string& error) {
    if (json_) list_.push_back({{"path", name}, {"error", to_utf8(error)}});
  }

  void finish() {
    if (json_) print(list_.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  }

 private:
  const std::vector<std::string>& genres_;
  bool json_;
  Json list_ = Json::array();
};

/// Counts what worked on the way from files to verdicts.
class Classification {
 public:
  explicit Classification(const ClassifyFlags& flags)
      : model_(load_model(flags.model)),
        workers_(flags.threads),
        progress_(make_progress("files", flags.quiet)),
        printer_(model_.classifier.design().genres, flags.json) {}

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
    features::FeatureReader reader(file, wanted_for(model_.classifier.design().track_input));
    require_same_features(file, reader.header(), model_);
    while (const auto track = reader.next()) take(to_utf8(track->path.string()), *track);
    if (reader.torn()) progress_->warn(reader.torn_warning());
  }

  void classify_audio(const fs::path& path) {
    const features::Extractor extractor(model_.classifier.design().features);
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
    if (!track.error.empty()) return fail(name, track.error);
    if (!genre::has_input(track, model_.classifier.design().track_input)) {
      return fail(name, "has nothing that the model judges by: extract it again");
    }
    printer_.add(name, genre::judge(model_.classifier, track, workers_));
    ++done_;
  }

  void fail(const std::string& name, const std::string& error) {
    progress_->warn(name + ": " + error);
    printer_.add_failure(name, error);
  }

  NamedModel model_;
  Workers workers_;
  std::unique_ptr<Progress> progress_;
  VerdictPrinter printer_;
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
  CLI::App* command = app.add_subcommand("classify", "Print the genres of audio files or of a features file");
  command->add_option("FILE", flags->files, "audio files, folders, or files of mrec extract")
      ->required()
      ->check(not_empty());
  add_model(*command, flags->model);
  command->add_flag("--json", flags->json, "print one JSON array");
  add_jobs(*command, flags->threads);
  command->add_flag("-q,--quiet", flags->quiet, "no warnings");
  command->footer("Example: mrec classify song.mp3 --json");
  command->callback([flags] { run_classify(*flags); });
}

}  // namespace mrec::cli
