#include "cli/library_index.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"

namespace mrec::cli {
namespace {

namespace fs = std::filesystem;

/// Rows of equal length, as many as come.
class RowBuffer {
 public:
  void add(const Vector& row) {
    values_.insert(values_.end(), row.begin(), row.end());
    ++rows_;
  }
  Matrix to_matrix(const std::vector<Eigen::Index>& order) const {
    if (rows_ == 0) return {};
    const Eigen::Map<const Matrix> rows(values_.data(), rows_,
                                        static_cast<Eigen::Index>(values_.size()) / rows_);
    return rows(order, Eigen::all);
  }

 private:
  std::vector<float> values_;
  Eigen::Index rows_ = 0;
};

/// Places of the tracks in the order of their paths: a library grows at its end, but the index must not
/// depend on that.
std::vector<Eigen::Index> order_of(const std::vector<library::Track>& tracks) {
  std::vector<Eigen::Index> order(tracks.size());
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::sort(order, {}, [&](Eigen::Index i) -> const std::string& {
    return tracks[static_cast<std::size_t>(i)].path.native();
  });
  return order;
}

library::Track to_track(const features::TrackFeatures& track) {
  const audio::Section section = track.section.value_or(audio::Section{});
  return {.path = track.path,
          .artist = track.tags.artist,
          .title = track.tags.title,
          .duration_s = track.duration_s,
          .file = track.file,
          .start_s = section.start_s,
          .end_s = section.end_s};
}

void require_tracks(const library::Index& index, const fs::path& library_file, const TrackJudge& judge) {
  if (!index.tracks.empty()) return;
  if (index.left_out == 0) {
    throw Error(ErrorKind::kData, library_file.string(), "holds no track",
                "extract a folder with music first");
  }
  throw Error(ErrorKind::kData, library_file.string(), std::string("its tracks have ") + judge.missing_part(),
              "run mrec extract on its folders again");
}

library::Index make_index(const fs::path& library_file, const TrackJudge& judge, const Workers& workers,
                          Progress& progress) {
  features::FeatureReader reader(library_file, judge.wanted());
  library::Index index;
  index.root = reader.header().root;
  index.genres = judge.model().design().genres;
  RowBuffer embeddings;
  RowBuffer probabilities;
  while (const auto track = reader.next()) {
    throw_if_interrupted();
    if (!track->error.empty()) continue;
    if (!judge.can_judge(*track)) {
      ++index.left_out;
      continue;
    }
    const genre::TrackVerdict verdict = judge.judge(*track, workers);
    embeddings.add(verdict.embedding);
    probabilities.add(verdict.probabilities);
    index.tracks.push_back(to_track(*track));
  }
  if (reader.torn()) progress.warn(reader.torn_warning());
  require_tracks(index, library_file, judge);
  progress.warn("indexed " + std::to_string(index.tracks.size()) + " tracks of " + library_file.string() +
                " (genres by " + judge.model().path.filename().string() + ", similarity by " +
                name_of(judge.embedding()) + ")");
  const std::vector<Eigen::Index> order = order_of(index.tracks);
  index.embeddings = embeddings.to_matrix(order);
  index.probabilities = probabilities.to_matrix(order);
  std::ranges::sort(index.tracks, {},
                    [](const library::Track& track) -> const std::string& { return track.path.native(); });
  return index;
}

library::Index make_and_keep_index(const fs::path& library_file, const library::IndexSources& sources,
                                   const TrackJudge& judge, const Workers& workers, Progress& progress) {
  library::Index index = make_index(library_file, judge, workers, progress);
  try {
    library::write_index(library::index_path_of(library_file), index, sources);
  } catch (const Error& error) {
    progress.warn(std::string(error.what()) + " (the index is made again next time)");
  }
  return index;
}

}  // namespace

library::Index open_index(const fs::path& library_file, const TrackJudge& judge, const Workers& workers,
                          Progress& progress) {
  const library::IndexSources sources{.library = library::stamp_of(library_file),
                                      .model = library::stamp_of(judge.model().path),
                                      .embedding = name_of(judge.embedding())};
  auto kept = library::read_index(library::index_path_of(library_file), sources);
  library::Index index =
      kept ? std::move(*kept) : make_and_keep_index(library_file, sources, judge, workers, progress);
  if (index.left_out > 0) {
    progress.warn(left_out_warning(library_file, index.left_out, judge.missing_part()));
  }
  return index;
}

}  // namespace mrec::cli
