#include "support/toy_genres.h"

#include <cmath>
#include <utility>
#include <vector>

#include "mrec/core/rng.h"

namespace mrec::testing {
namespace {

void fill_chunk(std::span<float> chunk, int genre, int coefficients, Rng& rng) {
  for (std::size_t i = 0; i < chunk.size(); ++i) {
    const auto frame = static_cast<float>(i / static_cast<std::size_t>(coefficients));
    const auto band = static_cast<float>(i % static_cast<std::size_t>(coefficients));
    const float pattern = std::sin(frame * (0.3F + 0.4F * static_cast<float>(genre)) + band);
    chunk[i] = 20 * pattern + 5 * static_cast<float>(genre) + 10 * (rng.uniform() - 0.5F);
  }
}

Matrix toy_frames(int frames, int coefficients, int genre, Rng& rng) {
  Matrix matrix(frames, coefficients);
  fill_chunk({matrix.data(), static_cast<std::size_t>(matrix.size())}, genre, coefficients, rng);
  return matrix;
}

features::TrackFeatures toy_track(const ToyOptions& options, int genre, int number, Rng& rng) {
  const std::string name = "g" + std::to_string(genre);
  features::TrackFeatures track;
  track.path = name + "/t" + std::to_string(number) + ".wav";
  track.label = name;
  track.tags.artist = name + "a" + std::to_string(number / 2);
  for (int k = 0; k < options.chunks; ++k) {
    track.chunks.push_back(toy_frames(options.frames, options.coefficients, genre, rng));
  }
  const Matrix vector = toy_frames(1, options.coefficients, genre, rng);
  track.embedding.assign(vector.data(), vector.data() + vector.size());
  return track;
}

}  // namespace

features::FeatureOptions toy_options(const ToyOptions& options) {
  features::FeatureOptions features;
  features.chunk_s = 1;
  features.hop = features.chunk_samples() / (options.frames - 1);
  features.n_mfcc = options.coefficients;
  return features;
}

std::vector<features::TrackFeatures> toy_tracks(const ToyOptions& options) {
  std::vector<features::TrackFeatures> tracks;
  Rng rng(7);
  for (int genre = 0; genre < options.genres; ++genre) {
    for (int number = 0; number < options.tracks; ++number) {
      tracks.push_back(toy_track(options, genre, number, rng));
    }
  }
  return tracks;
}

genre::Dataset toy_dataset(const ToyOptions& options, const std::vector<genre::TrackInput>& inputs) {
  genre::Dataset dataset;
  dataset.options = toy_options(options);
  for (const genre::TrackInput input : inputs) {
    dataset.tables[input] = genre::make_table(input, dataset.options);
    if (input == genre::TrackInput::kEmbedding) {
      dataset.embedding = {
          .network = "musicnn", .weights = "0123456789abcdef0123456789abcdef", .patches = 10};
    }
  }
  for (int genre = 0; genre < options.genres; ++genre) dataset.genres.push_back("g" + std::to_string(genre));
  for (const features::TrackFeatures& track : toy_tracks(options)) {
    const std::size_t row = dataset.tracks.size();
    dataset.tracks.push_back({.path = track.path,
                              .artist = track.tags.artist,
                              .title = {},
                              .genres = {row / static_cast<std::size_t>(options.tracks)},
                              .row = row,
                              .recording = row});
    for (const auto& [input, table] : dataset.tables) table->add(track);
  }
  return dataset;
}

genre::Partition learn_all(const genre::Dataset& dataset) {
  genre::Partition partition;
  for (std::size_t i = 0; i < dataset.tracks.size(); ++i) partition.train.push_back(i);
  return partition;
}

}  // namespace mrec::testing
