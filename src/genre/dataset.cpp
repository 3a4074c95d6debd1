#include "mrec/genre/dataset.h"

#include <algorithm>
#include <set>
#include <utility>

#include "genre/track_collector.h"
#include "mrec/core/error.h"
#include "mrec/features/course_format.h"

namespace mrec::genre {
namespace {

/// Ten chunks in a row of a course file come from one track (30 s in chunks of 3 s).
constexpr std::size_t kChunksOfABlock = 10;

/// Numbers genres in the order of their names once all are known.
void number_genres(Dataset& dataset, const std::vector<std::string>& labels) {
  const std::set<std::string> names(labels.begin(), labels.end());
  dataset.genres.assign(names.begin(), names.end());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto place = std::ranges::lower_bound(dataset.genres, labels[i]);
    dataset.tracks[i].genre = static_cast<std::size_t>(place - dataset.genres.begin());
  }
}

/// A library grows at its end, but what is learnt from it must not depend on its history: puts the tracks of
/// each file, which begin at `begins`, in the order of their paths.
void sort_tracks(std::vector<LabelledTrack>& tracks, std::vector<std::size_t> begins) {
  begins.push_back(tracks.size());
  for (std::size_t file = 0; file + 1 < begins.size(); ++file) {
    std::ranges::sort(std::span(tracks).subspan(begins[file], begins[file + 1] - begins[file]), {},
                      [](const LabelledTrack& track) -> const std::string& { return track.path.native(); });
  }
}

/// The chunks in the order of their tracks.
nn::Tensor chunks_in_order(ChunkBuffer buffer, std::vector<LabelledTrack>& tracks) {
  if (std::ranges::is_sorted(tracks, {}, &LabelledTrack::first_chunk)) return std::move(buffer).to_tensor();
  nn::Tensor chunks(buffer.count(), buffer.shape());
  auto place = chunks.values().begin();
  std::size_t next = 0;
  for (LabelledTrack& track : tracks) {
    place = std::ranges::copy(buffer.values(track.first_chunk, track.chunk_count), place).out;
    track.first_chunk = std::exchange(next, next + track.chunk_count);
  }
  return chunks;
}

Dataset load_feature_files(std::span<const std::filesystem::path> files, TrackInput input) {
  Dataset dataset;
  dataset.input = input;
  TrackCollector collector(dataset);
  std::vector<std::size_t> begins;  // of each file's tracks
  for (const auto& file : files) {
    begins.push_back(dataset.tracks.size());
    collector.add(file);
  }
  collector.require_input();
  number_genres(dataset, collector.labels());
  sort_tracks(dataset.tracks, begins);
  dataset.chunks = chunks_in_order(std::move(collector).take_chunks(), dataset.tracks);
  return dataset;
}

/// What the course's file does not say, its numbers of frames and coefficients do: the default options, or
/// those nearest to them that make such chunks.
features::FeatureOptions course_options(const Matrix& chunk, const std::filesystem::path& file) {
  features::FeatureOptions options;
  options.n_mfcc = static_cast<int>(chunk.cols());
  options.n_mels = std::max(options.n_mels, options.n_mfcc);
  const int steps = static_cast<int>(chunk.rows()) - 1;
  if (options.frames() != steps + 1) options.hop = std::max(1, options.chunk_samples() / std::max(1, steps));
  if (options.frames() != steps + 1)
    options.chunk_s = static_cast<double>(steps) * options.hop / options.rate_hz;
  try {
    options.validate();
  } catch (const Error&) {
    throw Error(ErrorKind::kData, file.string(),
                "has chunks of " + std::to_string(chunk.rows()) + " x " + std::to_string(chunk.cols()) +
                    " numbers, which no feature options make",
                "give chunks of several frames x at most 1024 coefficients");
  }
  return options;
}

Dataset load_course_file(const std::filesystem::path& file) {
  const features::CourseData course = features::read_course_file(file);
  Dataset dataset;
  dataset.knows_tracks = false;
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < course.chunks.size(); ++i) {
    const std::string& genre = course.genres[static_cast<std::size_t>(course.labels[i])];
    const bool continues =
        !labels.empty() && labels.back() == genre && dataset.tracks.back().chunk_count < kChunksOfABlock;
    if (!continues) {
      dataset.tracks.push_back({.path = {}, .artist = {}, .genre = 0, .first_chunk = i, .chunk_count = 0});
      labels.push_back(genre);
    }
    ++dataset.tracks.back().chunk_count;
  }
  number_genres(dataset, labels);  // a genre of the mapping that no chunk has is no genre of the data set
  if (!course.chunks.empty()) dataset.options = course_options(course.chunks.front(), file);
  dataset.chunks = input_of(course.chunks);
  return dataset;
}

void require_trainable(const Dataset& dataset, const std::filesystem::path& file) {
  if (dataset.tracks.empty()) {
    throw Error(ErrorKind::kData, file.string(), "has no labelled track",
                "extract with --labels folder, tag or a TSV file");
  }
  std::vector<std::size_t> tracks_of_genre(dataset.genres.size());
  for (const auto& track : dataset.tracks) ++tracks_of_genre[track.genre];
  const auto used = std::ranges::count_if(tracks_of_genre, [](std::size_t count) { return count > 0; });
  if (used < 2) {
    throw Error(ErrorKind::kData, file.string(), "has one genre only (" + dataset.genres.front() + ")",
                "give tracks of at least 2 genres");
  }
  for (std::size_t genre = 0; genre < dataset.genres.size(); ++genre) {
    if (tracks_of_genre[genre] >= 2) continue;
    throw Error(
        ErrorKind::kData, file.string(),
        "genre " + dataset.genres[genre] + " has " + std::to_string(tracks_of_genre[genre]) + " track",
        "give it at least 2, one to learn from and one to test with, or leave it out");
  }
}

}  // namespace

std::vector<std::size_t> Dataset::track_of_chunk() const {
  std::vector<std::size_t> owners(chunks.samples());
  for (std::size_t track = 0; track < tracks.size(); ++track) {
    for (std::size_t k = 0; k < tracks[track].chunk_count; ++k) owners[tracks[track].first_chunk + k] = track;
  }
  return owners;
}

std::vector<int> Dataset::genre_of_chunk() const {
  std::vector<int> result;
  for (const std::size_t track : track_of_chunk()) result.push_back(static_cast<int>(tracks[track].genre));
  return result;
}

nn::Tensor Dataset::gather(std::span<const std::size_t> chosen) const {
  nn::Tensor some(chosen.size(), chunks.shape());
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    std::ranges::copy(chunks.sample(chosen[i]), some.sample(i).begin());
  }
  return some;
}

Dataset load_dataset(std::span<const std::filesystem::path> files, TrackInput input) {
  const bool course = std::ranges::any_of(files, features::is_course_file);
  if (course && files.size() > 1) {
    throw Error(ErrorKind::kUsage, files.front().string(), "a course file cannot be joined with others",
                "train on it alone");
  }
  if (course && is_vector(input)) {
    throw Error(ErrorKind::kUsage, std::string("--input ") + name_of(input),
                "a course file knows no tracks, only chunks", "use --input chunks");
  }
  Dataset dataset = course ? load_course_file(files.front()) : load_feature_files(files, input);
  require_trainable(dataset, files.front());
  return dataset;
}

}  // namespace mrec::genre
