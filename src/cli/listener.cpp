#include "cli/listener.h"

#include <optional>
#include <string>
#include <utility>

#include "cli/embedder_file.h"
#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/features/extractor.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

/// Analyses files as the tracks of a library were.
class OutsideFiles {
 public:
  explicit OutsideFiles(const JudgedLibraryView& library) {
    if (library.judge.needs_embedding()) {
      embedder_.emplace(load_embedder(*library.header.embedding, library.library_file));
      extractor_.emplace(library.header.options, &*embedder_);
    } else {
      extractor_.emplace(library.judge.model().design().features);
    }
  }

  features::TrackFeatures analyse(const fs::path& file) const {
    return extractor_->track({}, {.path = file});
  }

 private:
  std::optional<embedding::Embedder> embedder_;
  std::optional<features::Extractor> extractor_;  ///< looks at the embedder
};

class ListenerBuilder {
 public:
  ListenerBuilder(const JudgedLibraryView& library, const Workers& workers, Progress& progress)
      : library_(library), workers_(workers), progress_(progress) {}

  void add(const library::FavouriteMatch& match) {
    if (match.track) {
      const library::Index& index = library_.index;
      const auto row = static_cast<Eigen::Index>(*match.track);
      listener_.in_library.push_back(*match.track);
      add_row(to_utf8(index.tracks[*match.track].path.string()), index.embeddings.row(row),
              index.probabilities.row(row));
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
  void add_file(const library::FavouriteMatch& match) {
    if (!outside_) outside_.emplace(library_);
    const features::TrackFeatures track = outside_->analyse(*match.file);
    if (!track.error.empty()) return progress_.warn(to_utf8(match.entry) + ": " + track.error + ": left out");
    const genre::TrackVerdict verdict = library_.judge.judge(track, workers_);
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

  const JudgedLibraryView& library_;
  const Workers& workers_;
  Progress& progress_;
  std::optional<OutsideFiles> outside_;  ///< made when it is needed, for it takes time
  Listener listener_;
};

}  // namespace

Listener make_listener(const std::vector<library::FavouriteMatch>& matches, const JudgedLibraryView& library,
                       const Workers& workers, Progress& progress) {
  ListenerBuilder builder(library, workers, progress);
  for (const auto& match : matches) builder.add(match);
  return std::move(builder).finish();
}

}  // namespace mrec::cli
