#include "mrec/genre/softmax_trainer.h"

#include <cassert>
#include <string>
#include <utility>
#include <vector>

#include "mrec/core/rng.h"

namespace mrec::genre {
namespace {

nn::Network network_of(const SoftmaxWeights& weights, nn::SampleShape input, std::size_t genres) {
  nn::Network network = build_softmax(input, genres, Rng(0));
  std::vector<NamedTensor> state = network.state();
  assert(state.size() == 2 && state[0].name.ends_with(".kernel"));
  state[0].values = weights.kernel;
  state[1].values = weights.bias;
  network.load_state(state);
  return network;
}

}  // namespace

TrainedSoftmax train_softmax(const Dataset& dataset, const Partition& partition,
                             const SoftmaxOptions& options) {
  assert(is_vector(dataset.input));
  const std::vector<int> genre_of_chunk = dataset.genre_of_chunk();
  std::vector<int> labels;
  for (const std::size_t chunk : partition.train) labels.push_back(genre_of_chunk[chunk]);
  nn::Tensor vectors = dataset.gather(partition.train);
  Standardisation standardisation = Standardisation::fit(dataset.chunks, partition.train);
  standardisation.apply(vectors);
  const SoftmaxWeights weights =
      learn_softmax(vectors, labels, static_cast<int>(dataset.genres.size()), options);
  ClassifierDesign design{.features = dataset.options,
                          .input = dataset.chunks.shape(),
                          .genres = dataset.genres,
                          .architecture = Architecture::kSoftmax,
                          .track_input = dataset.input,
                          .embedding = dataset.embedding};
  nn::Network network = network_of(weights, design.input, design.genres.size());
  return {.classifier = Classifier(std::move(design), std::move(standardisation), std::move(network)),
          .iterations = weights.iterations,
          .converged = weights.converged,
          .loss = weights.loss};
}

}  // namespace mrec::genre
