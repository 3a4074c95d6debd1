#include "mrec/genre/track_input.h"

#include <algorithm>
#include <string>
#include <vector>

#include "genre/clip_windows.h"
#include "mrec/core/error.h"

namespace mrec::genre {
namespace {

constexpr TrackInput kAll[] = {TrackInput::kChunks, TrackInput::kClip, TrackInput::kEmbedding,
                               TrackInput::kTimbre, TrackInput::kStatistics};

nn::Tensor one_vector(std::span<const float> numbers) {
  nn::Tensor tensor(1, {.height = 1, .width = static_cast<int>(numbers.size())});
  std::ranges::copy(numbers, tensor.values().begin());
  return tensor;
}

nn::Tensor vector_of(const features::TrackFeatures& track, const features::TrackStatistics& statistics) {
  const Vector numbers = statistics.of(track.chunks);
  return one_vector({numbers.data(), static_cast<std::size_t>(numbers.size())});
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

nn::Tensor windows_of(const features::TrackFeatures& track, int coefficients) {
  ClipWindows clip(coefficients);
  clip.add(track);
  return samples_of(clip, 0);
}

std::optional<features::TrackStatistics> statistics_for(TrackInput input,
                                                        const features::FeatureOptions& options) {
  if (input != TrackInput::kTimbre && input != TrackInput::kStatistics) return std::nullopt;
  return features::TrackStatistics(options, {.modulation = input == TrackInput::kStatistics});
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
    case TrackInput::kTimbre:
      return "timbre";
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
              "use chunks, clip, embedding, timbre or statistics");
}

bool has_input(const features::TrackFeatures& track, TrackInput input) {
  return input == TrackInput::kEmbedding ? !track.embedding.empty() : !track.chunks.empty();
}

InputMaker::InputMaker(TrackInput input, const features::FeatureOptions& options)
    : input_(input), coefficients_(options.coefficients()), statistics_(statistics_for(input, options)) {}

std::optional<int> InputMaker::vector_size() const {
  if (!statistics_) return std::nullopt;
  return static_cast<int>(statistics_->size());
}

nn::Tensor InputMaker::make(const features::TrackFeatures& track) const {
  if (!has_input(track, input_)) return {};
  if (statistics_) return vector_of(track, *statistics_);
  if (input_ == TrackInput::kEmbedding) return one_vector(track.embedding);
  return input_ == TrackInput::kClip ? windows_of(track, coefficients_) : chunks_of(track);
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
