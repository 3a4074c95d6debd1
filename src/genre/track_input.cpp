#include "mrec/genre/track_input.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "mrec/core/error.h"

namespace mrec::genre {
namespace {

nn::Tensor one_vector(std::span<const float> numbers) {
  if (numbers.empty()) return {};
  nn::Tensor tensor(1, {.height = 1, .width = static_cast<int>(numbers.size())});
  std::ranges::copy(numbers, tensor.values().begin());
  return tensor;
}

/// Means, then standard deviations, of the columns of all chunks.
std::vector<float> statistics(std::span<const Matrix> chunks) {
  const auto width = static_cast<std::size_t>(chunks.front().cols());
  std::vector<double> mean(width);
  std::vector<double> variance(width);
  double frames = 0;
  for (const Matrix& chunk : chunks) frames += static_cast<double>(chunk.rows());
  const auto for_each = [&](auto function) {
    for (const Matrix& chunk : chunks) {
      for (std::size_t i = 0; i < static_cast<std::size_t>(chunk.size()); ++i) {
        function(i % width, static_cast<double>(chunk.data()[i]));
      }
    }
  };
  for_each([&](std::size_t k, double x) { mean[k] += x / frames; });
  for_each([&](std::size_t k, double x) { variance[k] += (x - mean[k]) * (x - mean[k]) / frames; });
  std::vector<float> numbers(mean.begin(), mean.end());
  for (const double each : variance) numbers.push_back(static_cast<float>(std::sqrt(each)));
  return numbers;
}

}  // namespace

const char* name_of(TrackInput input) {
  switch (input) {
    case TrackInput::kChunks:
      return "chunks";
    case TrackInput::kEmbedding:
      return "embedding";
    case TrackInput::kStatistics:
      return "statistics";
  }
  return "";
}

TrackInput track_input(std::string_view name) {
  for (const TrackInput input : {TrackInput::kChunks, TrackInput::kEmbedding, TrackInput::kStatistics}) {
    if (name == name_of(input)) return input;
  }
  throw Error(ErrorKind::kUsage, "--input " + std::string(name), "is not known",
              "use chunks, embedding or statistics");
}

bool has_input(const features::TrackFeatures& track, TrackInput input) {
  return input == TrackInput::kEmbedding ? !track.embedding.empty() : !track.chunks.empty();
}

nn::Tensor input_of(std::span<const Matrix> chunks) {
  if (chunks.empty()) return {};
  const nn::SampleShape shape{.height = static_cast<int>(chunks.front().rows()),
                              .width = static_cast<int>(chunks.front().cols())};
  nn::Tensor tensor(chunks.size(), shape);
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    std::copy_n(chunks[i].data(), chunks[i].size(), tensor.sample(i).begin());
  }
  return tensor;
}

nn::Tensor input_of(const features::TrackFeatures& track, TrackInput input) {
  if (!has_input(track, input)) return {};
  if (input == TrackInput::kEmbedding) return one_vector(track.embedding);
  return input == TrackInput::kChunks ? input_of(track.chunks) : one_vector(statistics(track.chunks));
}

}  // namespace mrec::genre
