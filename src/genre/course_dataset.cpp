#include "genre/course_dataset.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "genre/genre_names.h"
#include "mrec/core/error.h"
#include "mrec/features/course_format.h"

namespace mrec::genre {
namespace {

/// Ten chunks in a row of a course file come from one track (30 s in chunks of 3 s).
constexpr std::size_t kChunksOfABlock = 10;

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

nn::Tensor tensor_of(std::span<const Matrix> chunks) {
  nn::Tensor tensor(chunks.size(), {.height = static_cast<int>(chunks.front().rows()),
                                    .width = static_cast<int>(chunks.front().cols())});
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    std::copy_n(chunks[i].data(), chunks[i].size(), tensor.sample(i).begin());
  }
  return tensor;
}

/// The end of the block that begins at a chunk.
std::size_t block_end(const features::CourseData& course, std::size_t begin) {
  const std::size_t most = std::min(course.chunks.size(), begin + kChunksOfABlock);
  std::size_t end = begin + 1;
  while (end < most && course.labels[end] == course.labels[begin]) ++end;
  return end;
}

}  // namespace

Dataset load_course_dataset(const std::filesystem::path& file) {
  const features::CourseData course = features::read_course_file(file);
  Dataset dataset;
  dataset.knows_tracks = false;
  std::vector<std::string> labels;
  std::vector<nn::Tensor> rows;
  for (std::size_t begin = 0; begin < course.chunks.size();) {
    const std::size_t end = block_end(course, begin);
    dataset.tracks.push_back(
        {.path = {}, .artist = {}, .title = {}, .genres = {}, .row = rows.size(), .recording = rows.size()});
    labels.push_back(course.genres[static_cast<std::size_t>(course.labels[begin])]);
    rows.push_back(tensor_of(std::span(course.chunks).subspan(begin, end - begin)));
    begin = end;
  }
  number_genres(dataset, labels);  // a genre of the mapping that no chunk has is no genre of the data set
  if (!course.chunks.empty()) dataset.options = course_options(course.chunks.front(), file);
  dataset.tables[TrackInput::kChunks] = table_of(std::move(rows));
  return dataset;
}

}  // namespace mrec::genre
