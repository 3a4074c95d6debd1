#include "mrec/genre/softmax_trainer.h"

#include <cassert>
#include <string>
#include <utility>
#include <vector>

#include "mrec/core/rng.h"

namespace mrec::genre {
namespace {

nn::Network network_of(const classic::VectorModel& model, nn::SampleShape input, std::size_t genres) {
  nn::Network network = build_softmax(input, genres, Rng(0));
  network.load_state(model.state());
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
  const classic::LogisticFit fit = classic::learn_logistic(
      {.vectors = Eigen::Map<const Matrix>(vectors.values().data(), std::ssize(labels),
                                           static_cast<Eigen::Index>(vectors.shape().size())),
       .labels = labels,
       .classes = static_cast<int>(dataset.genres.size())},
      options);
  ClassifierDesign design{.features = dataset.options,
                          .input = dataset.chunks.shape(),
                          .genres = dataset.genres,
                          .architecture = Architecture::kSoftmax,
                          .track_input = dataset.input,
                          .embedding = dataset.embedding};
  nn::Network network = network_of(*fit.model, design.input, design.genres.size());
  return {.classifier = Classifier(std::move(design), std::move(standardisation), std::move(network)),
          .iterations = fit.iterations,
          .converged = fit.converged,
          .loss = fit.loss};
}

}  // namespace mrec::genre
