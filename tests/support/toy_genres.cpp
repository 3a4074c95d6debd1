#include "support/toy_genres.h"

#include <algorithm>
#include <cmath>
#include <utility>

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

}  // namespace

genre::Dataset toy_dataset(const ToyOptions& options) {
  genre::Dataset dataset;
  dataset.options.chunk_s = 1;
  dataset.options.hop = dataset.options.chunk_samples() / (options.frames - 1);
  dataset.options.n_mfcc = options.coefficients;
  const auto chunk_count = static_cast<std::size_t>(options.genres * options.tracks * options.chunks);
  dataset.chunks.resize(chunk_count,
                        {.height = options.frames, .width = options.coefficients, .channels = 1});
  Rng rng(7);
  std::size_t chunk = 0;
  for (int genre = 0; genre < options.genres; ++genre) {
    const std::string name = "g" + std::to_string(genre);
    dataset.genres.push_back(name);
    for (int track = 0; track < options.tracks; ++track) {
      dataset.tracks.push_back({.path = name + "/t" + std::to_string(track) + ".wav",
                                .artist = name + "a" + std::to_string(track / 2),
                                .genre = static_cast<std::size_t>(genre),
                                .first_chunk = chunk,
                                .chunk_count = static_cast<std::size_t>(options.chunks)});
      for (int k = 0; k < options.chunks; ++k) {
        fill_chunk(dataset.chunks.sample(chunk++), genre, options.coefficients, rng);
      }
    }
  }
  return dataset;
}

genre::Dataset toy_embeddings(const ToyOptions& options) {
  ToyOptions vectors = options;
  vectors.chunks = 1;
  vectors.frames = 2;
  genre::Dataset dataset = toy_dataset(vectors);
  nn::Tensor frames = std::move(dataset.chunks);
  dataset.chunks = nn::Tensor(frames.samples(), {.height = 1, .width = options.coefficients});
  for (std::size_t i = 0; i < frames.samples(); ++i) {
    std::ranges::copy(frames.sample(i).last(dataset.chunks.shape().size()), dataset.chunks.sample(i).begin());
  }
  dataset.input = genre::TrackInput::kEmbedding;
  dataset.embedding = {.network = "musicnn", .weights = "0123456789abcdef0123456789abcdef", .patches = 10};
  dataset.options = {};
  return dataset;
}

}  // namespace mrec::testing
