#include "mrec/genre/classifier.h"

#include <algorithm>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/nn/loss.h"

namespace mrec::genre {
namespace {

/// Chunks that go through the network together: enough for all threads, few enough for the cache.
constexpr std::size_t kBatch = 64;

std::string shape_text(nn::SampleShape shape) {
  return std::to_string(shape.height) + " x " + std::to_string(shape.width);
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
  if (chunks.shape() != design_.input) {
    throw Error(ErrorKind::kData, "chunks of " + shape_text(chunks.shape()),
                "do not fit the model, which was trained on " + shape_text(design_.input),
                "extract with the model's own feature options");
  }
  const std::size_t count = chunks.samples();
  const auto rows = static_cast<Eigen::Index>(count);
  Prediction result{.log_probabilities = Matrix(rows, network_.output_shape().channels),
                    .embeddings = Matrix(rows, kCnn3EmbeddingSize)};
  for (std::size_t first = 0; first < count; first += kBatch) {
    nn::Tensor batch = slice(chunks, first, std::min(kBatch, count - first));
    standardisation_.apply(batch);
    auto outputs = network_.infer(batch, {kCnn3EmbeddingLayer, kCnn3LogitsLayer}, workers);
    nn::log_softmax(outputs[1]);
    copy_rows(outputs[0], result.embeddings, first);
    copy_rows(outputs[1], result.log_probabilities, first);
  }
  require_finite(result);
  return result;
}

TrackVerdict judge_track(const Prediction& chunks) {
  const Vector log_probability = chunks.log_probabilities.colwise().mean();
  const Vector weights = (log_probability.array() - log_probability.maxCoeff()).exp();
  return {.probabilities = weights / weights.sum(), .embedding = chunks.embeddings.colwise().mean()};
}

std::size_t most_probable(std::span<const float> scores) {
  return static_cast<std::size_t>(std::ranges::max_element(scores) - scores.begin());
}

}  // namespace mrec::genre
