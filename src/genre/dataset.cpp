#include "mrec/genre/dataset.h"

#include <algorithm>
#include <set>
#include <utility>

#include "genre/course_dataset.h"
#include "genre/genre_names.h"
#include "genre/track_collector.h"
#include "mrec/core/error.h"
#include "mrec/features/course_format.h"

namespace mrec::genre {
namespace {

/// A library grows at its end, but what is learnt from it must not depend on its history: puts the tracks of
/// each file, which begin at `begins`, in the order of their paths.
void sort_tracks(std::vector<LabelledTrack>& tracks, std::vector<std::size_t> begins) {
  begins.push_back(tracks.size());
  for (std::size_t file = 0; file + 1 < begins.size(); ++file) {
    std::ranges::sort(std::span(tracks).subspan(begins[file], begins[file + 1] - begins[file]), {},
                      [](const LabelledTrack& track) -> const std::string& { return track.path.native(); });
  }
}

Dataset load_feature_files(std::span<const std::filesystem::path> files, std::span<const TrackInput> inputs) {
  Dataset dataset;
  TrackCollector collector(dataset, inputs);
  std::vector<std::size_t> begins;  // of each file's tracks
  for (const auto& file : files) {
    begins.push_back(dataset.tracks.size());
    collector.add(file);
  }
  collector.require_inputs();
  number_genres(dataset, collector.labels());
  collector.number_recordings(Workers());
  sort_tracks(dataset.tracks, begins);
  return dataset;
}

void require_trainable(const Dataset& dataset, const std::filesystem::path& file) {
  if (dataset.tracks.empty()) {
    throw Error(ErrorKind::kData, file.string(), "has no labelled track",
                "extract with --labels folder, tag or a TSV file");
  }
  if (dataset.genres.size() < 2) {
    throw Error(ErrorKind::kData, file.string(), "has one genre only (" + dataset.genres.front() + ")",
                "give tracks of at least 2 genres");
  }
  std::vector<std::size_t> tracks_of_genre(dataset.genres.size());
  for (const auto& track : dataset.tracks) {
    for (const std::size_t genre : track.genres) ++tracks_of_genre[genre];
  }
  const auto rare = std::ranges::find_if(tracks_of_genre, [](std::size_t count) { return count < 2; });
  if (rare == tracks_of_genre.end()) return;
  throw Error(ErrorKind::kData, file.string(),
              "genre " + dataset.genres[static_cast<std::size_t>(rare - tracks_of_genre.begin())] + " has " +
                  std::to_string(*rare) + " track",
              "give it at least 2, one to learn from and one to test with, or leave it out");
}

void require_chunks_only(std::span<const std::filesystem::path> files, std::span<const TrackInput> inputs) {
  if (files.size() > 1) {
    throw Error(ErrorKind::kUsage, files.front().string(), "a course file cannot be joined with others",
                "train on it alone");
  }
  for (const TrackInput input : inputs) {
    if (input == TrackInput::kChunks) continue;
    throw Error(ErrorKind::kUsage, std::string("--input ") + name_of(input),
                "a course file knows no tracks, only chunks", "use --input chunks");
  }
}

}  // namespace

bool Dataset::knows_artists() const {
  return std::ranges::any_of(tracks, [](const auto& track) { return !track.artist.empty(); });
}

Matrix targets_of(const Dataset& dataset, std::span<const std::size_t> tracks) {
  Matrix targets = Matrix::Zero(std::ssize(tracks), std::ssize(dataset.genres));
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    for (const std::size_t genre : dataset.tracks[tracks[i]].genres) {
      targets(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(genre)) = 1;
    }
  }
  return targets;
}

Dataset load_dataset(std::span<const std::filesystem::path> files, std::span<const TrackInput> inputs) {
  const bool course = std::ranges::any_of(files, features::is_course_file);
  if (course) require_chunks_only(files, inputs);
  Dataset dataset = course ? load_course_dataset(files.front()) : load_feature_files(files, inputs);
  require_trainable(dataset, files.front());
  return dataset;
}

Dataset chunkwise(const Dataset& dataset) {
  Dataset chunks;
  chunks.options = dataset.options;
  chunks.genres = dataset.genres;
  chunks.multi_label = dataset.multi_label;
  chunks.knows_tracks = dataset.knows_tracks;
  const SampleTable& table = dataset.table(TrackInput::kChunks);
  chunks.tables[TrackInput::kChunks] = table.one_a_row();
  std::vector<std::size_t> first_of_row(dataset.tracks.size());
  std::vector<std::size_t> count_of_row(dataset.tracks.size());
  std::size_t next = 0;
  for (std::size_t row = 0; row < first_of_row.size(); ++row) {
    std::vector<Draw> draws;
    table.examine(row, draws);
    first_of_row[row] = std::exchange(next, next + draws.size());
    count_of_row[row] = draws.size();
  }
  for (const LabelledTrack& track : dataset.tracks) {
    for (std::size_t i = 0; i < count_of_row[track.row]; ++i) {
      LabelledTrack& chunk = chunks.tracks.emplace_back(track);
      chunk.row = first_of_row[track.row] + i;
    }
  }
  return chunks;
}

}  // namespace mrec::genre
