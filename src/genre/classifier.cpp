#include "mrec/genre/classifier.h"

#include <algorithm>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/core/utf8.h"
#include "mrec/nn/loss.h"

namespace mrec::genre {
namespace {

/// Chunks that go through the network together: enough for all threads, few enough for the cache.
constexpr std::size_t kBatch = 64;

std::string shape_text(nn::SampleShape shape) {
  return std::to_string(shape.height) + " x " + std::to_string(shape.width);
}

void require_shape(nn::SampleShape shape, const ClassifierDesign& design) {
  if (shape == design.input) return;
  const std::string noun = is_vector(design.track_input) ? "a vector of " : "a chunk of ";
  throw Error(ErrorKind::kData, noun + shape_text(shape),
              "does not fit the model, which was trained on " + shape_text(design.input),
              "extract with the model's own feature options");
}

nn::Tensor slice(const nn::Tensor& chunks, std::size_t first, std::size_t count) {
  nn::Tensor batch(count, chunks.shape());
  const std::size_t size = chunks.shape().size();
  std::ranges::copy(chunks.values().subspan(first * size, count * size), batch.values().begin());
  return batch;
}

void copy_rows(const nn::Tensor& from, Matrix& to, std::size_t first) {
  std::ranges::copy(from.values(), to.data() + first * from.shape().size());
}

Eigen::Index embedding_size(const ClassifierDesign& design) {
  if (design.architecture == Architecture::kCnn3) return kCnn3EmbeddingSize;
  return static_cast<Eigen::Index>(design.input.size());
}

/// Weights that are damaged or learnt too fast, or chunks that hold such numbers themselves.
void require_finite(const Prediction& prediction) {
  if (prediction.log_probabilities.allFinite() && prediction.embeddings.allFinite()) return;
  throw Error(ErrorKind::kData, "the model", "gives numbers that are not finite",
              "train it again, with a lower learning rate");
}

}  // namespace

Classifier::Classifier(ClassifierDesign design, Standardisation standardisation, nn::Network network)
    : design_(std::move(design)),
      standardisation_(std::move(standardisation)),
      network_(std::move(network)) {}

Prediction Classifier::predict(const nn::Tensor& chunks, const Workers& workers) const {
  require_shape(chunks.shape(), design_);
  const std::size_t count = chunks.samples();
  const auto rows = static_cast<Eigen::Index>(count);
  const bool has_embedding_layer = design_.architecture == Architecture::kCnn3;
  std::vector<std::string> taps = {logits_layer(design_.architecture)};
  if (has_embedding_layer) taps.emplace_back(kCnn3EmbeddingLayer);
  Prediction result{.log_probabilities = Matrix(rows, network_.output_shape().channels),
                    .embeddings = Matrix(rows, embedding_size(design_))};
  for (std::size_t first = 0; first < count; first += kBatch) {
    nn::Tensor batch = slice(chunks, first, std::min(kBatch, count - first));
    if (!has_embedding_layer) copy_rows(batch, result.embeddings, first);
    standardisation_.apply(batch);
    auto outputs = network_.infer(batch, taps, workers);
    nn::log_softmax(outputs[0]);
    copy_rows(outputs[0], result.log_probabilities, first);
    if (has_embedding_layer) copy_rows(outputs[1], result.embeddings, first);
  }
  require_finite(result);
  return result;
}

TrackVerdict judge_track(const Prediction& chunks) {
  const Vector log_probability = chunks.log_probabilities.colwise().mean();
  const Vector weights = (log_probability.array() - log_probability.maxCoeff()).exp();
  return {.probabilities = weights / weights.sum(), .embedding = chunks.embeddings.colwise().mean()};
}

TrackVerdict judge(const Classifier& classifier, const features::TrackFeatures& track,
                   const Workers& workers) {
  const TrackInput input = classifier.design().track_input;
  if (!has_input(track, input)) {
    throw Error(ErrorKind::kData, to_utf8(track.path.string()),
                std::string("has no ") + (input == TrackInput::kEmbedding ? "embedding" : "chunks") +
                    ", which the model judges by",
                "extract it again");
  }
  return judge_track(classifier.predict(input_of(track, input), workers));
}

std::size_t most_probable(std::span<const float> scores) {
  return static_cast<std::size_t>(std::ranges::max_element(scores) - scores.begin());
}

}  // namespace mrec::genre
