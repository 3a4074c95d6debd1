#include "mrec/genre/track_input.h"

#include <algorithm>
#include <string>
#include <vector>

#include "genre/clip_windows.h"
#include "mrec/core/error.h"
#include "mrec/features/track_statistics.h"

namespace mrec::genre {
namespace {

constexpr TrackInput kAll[] = {TrackInput::kChunks, TrackInput::kClip, TrackInput::kEmbedding,
                               TrackInput::kStatistics};

nn::Tensor one_vector(std::span<const float> numbers) {
  nn::Tensor tensor(1, {.height = 1, .width = static_cast<int>(numbers.size())});
  std::ranges::copy(numbers, tensor.values().begin());
  return tensor;
}

nn::Tensor chunks_of(const features::TrackFeatures& track) {
  const Matrix& first = track.chunks.front();
  nn::Tensor tensor(track.chunks.size(),
                    {.height = static_cast<int>(first.rows()), .width = static_cast<int>(first.cols())});
  for (std::size_t i = 0; i < track.chunks.size(); ++i) {
    std::copy_n(track.chunks[i].data(), track.chunks[i].size(), tensor.sample(i).begin());
  }
  return tensor;
}

nn::Tensor windows_of(const features::TrackFeatures& track, const features::FeatureOptions& options) {
  ClipWindows clip(options.coefficients());
  clip.add(track);
  return samples_of(clip, 0);
}

}  // namespace

const char* name_of(TrackInput input) {
  switch (input) {
    case TrackInput::kChunks:
      return "chunks";
    case TrackInput::kClip:
      return "clip";
    case TrackInput::kEmbedding:
      return "embedding";
    case TrackInput::kStatistics:
      return "statistics";
  }
  return "";
}

std::vector<std::string> track_input_names() {
  std::vector<std::string> names;
  for (const TrackInput input : kAll) names.emplace_back(name_of(input));
  return names;
}

TrackInput track_input(std::string_view name) {
  for (const TrackInput input : kAll) {
    if (name == name_of(input)) return input;
  }
  throw Error(ErrorKind::kUsage, "--input " + std::string(name), "is not known",
              "use chunks, clip, embedding or statistics");
}

bool has_input(const features::TrackFeatures& track, TrackInput input) {
  return input == TrackInput::kEmbedding ? !track.embedding.empty() : !track.chunks.empty();
}

nn::Tensor input_of(const features::TrackFeatures& track, TrackInput input,
                    const features::FeatureOptions& options) {
  if (!has_input(track, input)) return {};
  switch (input) {
    case TrackInput::kEmbedding:
      return one_vector(track.embedding);
    case TrackInput::kStatistics:
      return one_vector(features::track_statistics(track.chunks, options));
    case TrackInput::kClip:
      return windows_of(track, options);
    case TrackInput::kChunks:
      break;
  }
  return chunks_of(track);
}

std::vector<std::size_t> window_starts(std::size_t frames) {
  if (frames <= kWindowFrames) return {0};
  const std::size_t last = frames - kWindowFrames;
  const std::size_t count = std::min<std::size_t>(kTestWindows, last + 1);
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < count; ++i) starts.push_back((last * i + (count - 1) / 2) / (count - 1));
  return starts;
}

}  // namespace mrec::genre
