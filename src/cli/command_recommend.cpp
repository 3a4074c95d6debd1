#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/console_progress.h"
#include "cli/home.h"
#include "cli/library_index.h"
#include "cli/recommend_output.h"
#include "cli/shared_flags.h"
#include "cli/standard_output.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/features/extractor.h"
#include "mrec/library/favourites.h"
#include "mrec/recommend/content_recommender.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

struct RecommendFlags {
  std::string favourites;
  std::string library;
  std::string model;
  std::string format = "table";
  recommend::ContentOptions content;
  int threads = 0;
  bool json = false;
  bool quiet = false;
};

/// The favourites that were found, as ranking wants them.
struct Listener {
  recommend::Favourites favourites;
  std::vector<std::size_t> in_library;  ///< places in the index, to be left out of the list
};

class ListenerBuilder {
 public:
  ListenerBuilder(const library::Index& index, const NamedModel& model, const Workers& workers,
                  Progress& progress)
      : index_(index), model_(model), workers_(workers), progress_(progress) {}

  void add(const library::FavouriteMatch& match) {
    if (match.track) {
      const auto row = static_cast<Eigen::Index>(*match.track);
      listener_.in_library.push_back(*match.track);
      add_row(to_utf8(index_.tracks[*match.track].path.string()), index_.embeddings.row(row),
              index_.probabilities.row(row));
    } else if (match.file) {
      add_file(match);
    } else {
      progress_.warn(to_utf8(match.entry) + ": " + match.problem + ": left out");
    }
  }

  Listener finish() && {
    if (listener_.favourites.names.empty()) {
      throw Error(ErrorKind::kData, "favourites", "none of them was found",
                  "list paths one a line, absolute, relative or as in the library");
    }
    return std::move(listener_);
  }

 private:
  /// A favourite that is not in the library is extracted now.
  void add_file(const library::FavouriteMatch& match) {
    const features::Extractor extractor(model_.classifier.design().features);
    const features::TrackFeatures track = extractor.track({}, {.path = *match.file});
    if (!track.error.empty()) return progress_.warn(to_utf8(match.entry) + ": " + track.error + ": left out");
    const genre::TrackVerdict verdict = genre::judge(model_.classifier, track, workers_);
    add_row(to_utf8(match.entry), verdict.embedding.transpose(), verdict.probabilities.transpose());
  }

  void add_row(std::string name, const Eigen::RowVectorXf& embedding,
               const Eigen::RowVectorXf& probabilities) {
    recommend::Favourites& favourites = listener_.favourites;
    const Eigen::Index row = favourites.embeddings.rows();
    favourites.names.push_back(std::move(name));
    favourites.embeddings.conservativeResize(row + 1, embedding.size());
    favourites.embeddings.row(row) = embedding;
    favourites.probabilities.conservativeResize(row + 1, probabilities.size());
    favourites.probabilities.row(row) = probabilities;
  }

  const library::Index& index_;
  const NamedModel& model_;
  const Workers& workers_;
  Progress& progress_;
  Listener listener_;
};

void run_recommend(const RecommendFlags& flags) {
  const fs::path list = flags.favourites == "-" ? fs::path("/dev/stdin") : fs::path(flags.favourites);
  const fs::path list_folder = flags.favourites == "-" ? fs::path() : list.parent_path();
  const auto entries = library::read_favourites(list);
  const fs::path library_file = find_library(flags.library);
  const NamedModel model = load_model(flags.model);
  const Workers workers(flags.threads);
  const auto progress = make_progress("tracks", flags.quiet);
  const library::Index index = open_index(library_file, model, workers, *progress);
  ListenerBuilder builder(index, model, workers, *progress);
  for (const auto& match : library::match_favourites(entries, list_folder, index)) builder.add(match);
  const Listener listener = std::move(builder).finish();
  const auto ranking =
      recommend::rank_by_content(index, listener.favourites, listener.in_library, flags.content);
  print(format_ranking(index, listener.favourites, ranking, flags.json ? "json" : flags.format));
}

}  // namespace

void register_recommend(CLI::App& app) {
  auto flags = std::make_shared<RecommendFlags>();
  CLI::App* command = app.add_subcommand("recommend", "Rank your library by what is like your favourites");
  add_named(*command, "--favorites,--favourites", flags->favourites,
            "list of favourites: paths one a line or an M3U, - for standard input")
      ->required();
  add_named(*command, "--library", flags->library, "file of mrec extract [$MREC_HOME/library.jsonl]");
  add_model(*command, flags->model);
  command->add_option("-n,--count", flags->content.count, "length of the list")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  command->add_option("--genre-weight", flags->content.genre_weight, "share of the genre part in the score")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  CLI::Option* format = command->add_option("--format", flags->format, "table, json, m3u8, tsv or paths");
  format->check(CLI::IsMember({"table", "json", "m3u8", "tsv", "paths"}))->capture_default_str();
  command->add_flag("--json", flags->json, "the same as --format json")->excludes(format);
  add_jobs(*command, flags->threads);
  command->add_flag("-q,--quiet", flags->quiet, "no warnings");
  command->footer("Example: mrec recommend --favorites list.txt -n 20 --format m3u8 > more.m3u8");
  command->callback([flags] { run_recommend(*flags); });
}

}  // namespace mrec::cli
