#include "cli/ranking_tracks.h"

#include <algorithm>
#include <utility>

#include "cli/ranking_vectors.h"
#include "cli/text_numbers.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

struct Item {
  std::size_t source = 0;
  fs::path path;  ///< as in its library
  library::Track track;
  std::string label;
  RankingVector vector;
};

library::Track to_track(const features::TrackFeatures& track) {
  return {.path = track.path,
          .artist = track.tags.artist,
          .title = track.tags.title,
          .duration_s = track.duration_s,
          .album = track.tags.album,
          .genre = track.tags.genre,
          .year = 0};
}

class Reader {
 public:
  Reader(const RankingFlags& flags, const Workers& workers) : flags_(flags), workers_(workers) {}

  void add(const fs::path& library) {
    features::FeatureReader reader(library);
    const RankingVectors vectors = choose_vectors(flags_, library, reader.header(), workers_);
    require_same(vectors, library);
    reader.want(vectors.wanted);
    while (const auto track = reader.next()) {
      throw_if_interrupted();
      take(*track, vectors, reader.header().root);
    }
    if (reader.torn()) tracks_.warnings.push_back(reader.torn_warning());
    ++source_;
  }

  RankingTracks finish() && {
    std::ranges::sort(items_, {},
                      [](const Item& item) -> const std::string& { return item.track.path.native(); });
    fill_numbers();
    for (std::size_t i = 0; i < items_.size(); ++i) {
      put(items_[i].vector.embedding, tracks_.embeddings, i);
      put(items_[i].vector.probabilities, tracks_.probabilities, i);
      tracks_.paths.push_back(std::move(items_[i].path));
      tracks_.tracks.push_back(std::move(items_[i].track));
      tracks_.sources.push_back(items_[i].source);
    }
    return std::move(tracks_);
  }

 private:
  void require_same(const RankingVectors& vectors, const fs::path& library) {
    if (source_ == 0) {
      tracks_.words = vectors.words;
      tracks_.genre_words = vectors.genre_words;
    } else if (tracks_.words != vectors.words) {
      throw Error(ErrorKind::kData, library.string(),
                  "has other vectors (" + vectors.words + ") than the first",
                  "extract both alike or choose an --embedding that both have");
    }
  }

  void take(const features::TrackFeatures& track, const RankingVectors& vectors, const fs::path& root) {
    const auto vector = track.label.empty() ? std::nullopt : vectors.of(track);
    if (!tracks_.left_out.admits(track, vector.has_value())) return;
    if (!items_.empty() && vector->embedding.size() != items_.front().vector.embedding.size()) {
      throw Error(ErrorKind::kData, (root / track.path).string(),
                  "has a vector of another length than the others", "extract all libraries alike");
    }
    if (vectors.learnt) {
      const bool is_learnt = vectors.learnt->has_track(genre::track_mark(track, root / track.path));
      tracks_.learnt = tracks_.learnt.value_or(0) + (is_learnt ? 1 : 0);
    }
    items_.push_back({.source = source_,
                      .path = track.path,
                      .track = to_track(track),
                      .label = track.label,
                      .vector = *vector});
    // An index knows a track by its path, and two libraries may have the same.
    if (flags_.libraries.size() > 1)
      items_.back().track.path = fs::path(std::to_string(source_)) / track.path;
  }

  void fill_numbers() {
    std::vector<std::string> labels;
    std::vector<std::string> names;
    for (const Item& item : items_) {
      labels.push_back(item.label);
      names.push_back(item.track.artist);
    }
    TextNumbers genres = numbers_of(labels);
    TextNumbers artists = numbers_of(names);
    tracks_.genres = std::move(genres.numbers);
    tracks_.genre_count = genres.different;
    tracks_.artist_count = artists.different;
    if (artists.different > 0) tracks_.artists = std::move(artists.numbers);
  }

  void put(const Vector& numbers, Matrix& rows, std::size_t i) const {
    if (i == 0) rows.resize(static_cast<Eigen::Index>(items_.size()), numbers.size());
    rows.row(static_cast<Eigen::Index>(i)) = numbers.transpose();
  }

  const RankingFlags& flags_;
  const Workers& workers_;
  std::size_t source_ = 0;
  std::vector<Item> items_;
  RankingTracks tracks_;
};

}  // namespace

RankingTracks read_ranking_tracks(const RankingFlags& flags, const Workers& workers) {
  Reader reader(flags, workers);
  for (const std::string& library : flags.libraries) reader.add(library);
  RankingTracks tracks = std::move(reader).finish();
  if (tracks.genre_count < 2) {
    throw Error(ErrorKind::kData, flags.libraries.front(),
                "has labelled tracks of " + std::to_string(tracks.genre_count) + " genres, and 2 are needed",
                "extract again with --labels");
  }
  return tracks;
}

}  // namespace mrec::cli
