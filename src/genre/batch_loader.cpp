#include "genre/batch_loader.h"

#include <algorithm>
#include <functional>

#include "mrec/core/interrupt.h"

namespace mrec::genre {

std::size_t steps_of_epoch(std::size_t samples, std::size_t batch) {
  const std::size_t whole = samples / batch;
  const std::size_t rest = samples % batch;
  const bool joins = whole > 0 && 4 * rest < batch;
  return rest == 0 || joins ? whole : whole + 1;
}

BatchLoader::BatchLoader(const Dataset& dataset, TrackInput input, const Standardisation& standardisation)
    : dataset_(dataset),
      table_(dataset.table(input)),
      standardisation_(standardisation),
      track_of_row_(dataset.tracks.size()) {
  for (std::size_t i = 0; i < dataset.tracks.size(); ++i) track_of_row_[dataset.tracks[i].row] = i;
}

std::vector<Draw> BatchLoader::examine(std::span<const std::size_t> tracks) const {
  std::vector<Draw> draws;
  for (const std::size_t track : tracks) table_.examine(dataset_.tracks[track].row, draws);
  return draws;
}

std::vector<Draw> BatchLoader::draw(std::span<const std::size_t> tracks, int crops, Rng& rng) const {
  std::vector<Draw> draws;
  for (const std::size_t track : tracks) table_.draw(dataset_.tracks[track].row, crops, rng, draws);
  return draws;
}

void BatchLoader::load(std::span<const Draw> draws, Batch& batch, const Workers& workers) const {
  throw_if_interrupted();
  const int genres = static_cast<int>(dataset_.genres.size());
  batch.inputs.resize(draws.size(), table_.shape());
  batch.targets.resize(draws.size(), {.channels = genres});
  std::ranges::fill(batch.targets.values(), 0.0F);
  batch.labels.resize(draws.size());
  batch.tracks.resize(draws.size());
  const auto load_one = [&](std::size_t i) {
    const std::span<float> sample = batch.inputs.sample(i);
    table_.read(draws[i], sample);
    standardisation_.apply(sample);
    batch.tracks[i] = track_of_row_[draws[i].row];
    const LabelledTrack& track = dataset_.tracks[batch.tracks[i]];
    batch.labels[i] = static_cast<int>(track.genre());
    for (const std::size_t genre : track.genres) batch.targets.sample(i)[genre] = 1;
  };
  workers.for_each(draws.size(), std::cref(load_one));  // a copy of what it captures would be an allocation
}

}  // namespace mrec::genre
