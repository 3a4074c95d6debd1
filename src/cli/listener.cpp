#include "cli/listener.h"

#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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
      if (deafness_) std::rethrow_exception(deafness_);
      throw Error(ErrorKind::kData, "favourites", "none of them was found",
                  "list paths one a line, absolute, relative or as in the library");
    }
    listener_.favourites.vectors = rows_of(vectors_);
    listener_.favourites.probabilities = rows_of(probabilities_);
    return std::move(listener_);
  }

 private:
  void add_file(const library::FavouriteMatch& match) {
    if (!can_hear(match)) return;
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

  /// What hears files is made when it is first needed. That it cannot be is no reason to forget the other
  /// favourites.
  bool can_hear(const library::FavouriteMatch& match) {
    if (outside_) return true;
    try {
      outside_.emplace(library_);
      return true;
    } catch (const Error& error) {
      if (!deafness_) progress_.warn(to_utf8(match.entry) + ": " + error.what() + ": left out");
      deafness_ = std::current_exception();
      return false;
    }
  }

  void add_row(std::string name, library::Track track, const Vector& vector, const Vector& probabilities) {
    listener_.favourites.names.push_back(std::move(name));
    listener_.favourites.tracks.push_back(std::move(track));
    vectors_.push_back(vector);
    probabilities_.push_back(probabilities);
  }

  static Matrix rows_of(const std::vector<Vector>& rows) {
    Matrix matrix(static_cast<Eigen::Index>(rows.size()), rows.front().size());
    for (std::size_t i = 0; i < rows.size(); ++i) matrix.row(static_cast<Eigen::Index>(i)) = rows[i];
    return matrix;
  }

  const OpenLibrary& library_;
  const Workers& workers_;
  Progress& progress_;
  std::optional<OutsideFiles> outside_;
  std::exception_ptr deafness_;  ///< why it could not be made
  std::vector<Vector> vectors_;
  std::vector<Vector> probabilities_;
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
