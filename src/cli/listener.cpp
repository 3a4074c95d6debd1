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
  explicit OutsideFiles(const OpenLibrary& library) {
    if (library.judge.needs_embedding()) {
      embedder_.emplace(load_embedder(*library.header.embedding, library.file));
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
  ListenerBuilder(const OpenLibrary& library, const Workers& workers, Progress& progress)
      : library_(library), workers_(workers), progress_(progress) {}

  void add(const library::FavouriteMatch& match) {
    if (match.track) {
      const library::Index& index = library_.index;
      listener_.in_library.push_back(*match.track);
      add_row(to_utf8(std::string(index.path_text(*match.track))), index.track(*match.track),
              index.vector(*match.track), index.probabilities(*match.track));
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
    const library::Track facts{.path = track.path,
                               .artist = track.tags.artist,
                               .title = track.tags.title,
                               .duration_s = track.duration_s,
                               .album = track.tags.album};
    add_row(to_utf8(match.entry), facts, library_.index.vector_of(verdict.embedding, verdict.probabilities),
            verdict.probabilities);
  }

  void add_row(std::string name, library::Track track, const Vector& vector, const Vector& probabilities) {
    recommend::Favourites& favourites = listener_.favourites;
    const Eigen::Index row = favourites.vectors.rows();
    favourites.names.push_back(std::move(name));
    favourites.tracks.push_back(std::move(track));
    favourites.vectors.conservativeResize(row + 1, vector.size());
    favourites.vectors.row(row) = vector;
    favourites.probabilities.conservativeResize(row + 1, probabilities.size());
    favourites.probabilities.row(row) = probabilities;
  }

  const OpenLibrary& library_;
  const Workers& workers_;
  Progress& progress_;
  std::optional<OutsideFiles> outside_;  ///< made when it is needed, for it takes time
  Listener listener_;
};

}  // namespace

Listener make_listener(const std::vector<library::FavouriteMatch>& matches, const OpenLibrary& library,
                       const Workers& workers, Progress& progress) {
  ListenerBuilder builder(library, workers, progress);
  for (const auto& match : matches) builder.add(match);
  return std::move(builder).finish();
}

Listener read_listener(const std::string& list, const OpenLibrary& library, const Workers& workers,
                       Progress& progress) {
  const bool from_input = list == "-";
  const fs::path file = from_input ? fs::path("/dev/stdin") : fs::path(list);
  const auto entries = library::read_favourites(file);
  const fs::path folder = from_input ? fs::path() : file.parent_path();
  return make_listener(library::match_favourites(entries, folder, library.index), library, workers, progress);
}

}  // namespace mrec::cli
