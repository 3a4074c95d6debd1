#include "mrec/genre/member.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>

#include "mrec/core/error.h"
#include "mrec/nn/inference.h"
#include "mrec/nn/loss.h"

namespace mrec::genre {
namespace {

/// Samples that go through the network together: enough for all threads, few enough for the cache.
constexpr std::size_t kBatch = 64;

/// The largest logit that is made of a probability: floats can tell no surer one from 1.
constexpr double kSurest = 100;

constexpr const char* kMeanName = "input.mean";
constexpr const char* kScaleName = "input.scale";

std::string shape_text(nn::SampleShape shape) {
  return std::to_string(shape.height) + " x " + std::to_string(shape.width);
}

void require_shape(nn::SampleShape shape, const MemberDesign& design) {
  if (shape == design.shape) return;
  const std::string noun = is_vector(design.input) ? "a vector of " : "a chunk of ";
  throw Error(ErrorKind::kData, noun + shape_text(shape),
              "does not fit the model, which was trained on " + shape_text(design.shape),
              "extract with the model's own feature options");
}

/// Weights that are damaged or learnt too fast, or samples that hold such numbers themselves.
void require_finite(const Prediction& prediction) {
  if (prediction.scores.allFinite() && prediction.embeddings.allFinite()) return;
  throw Error(ErrorKind::kData, "the model", "gives numbers that are not finite",
              "train it again, with a lower learning rate");
}

classic::Method classic_method(Architecture architecture) {
  switch (architecture) {
    case Architecture::kLda:
      return classic::Method::kLda;
    case Architecture::kSvm:
      return classic::Method::kSvm;
    case Architecture::kKnn:
      return classic::Method::kKnn;
    default:
      return classic::Method::kLogistic;
  }
}

void copy_samples(const nn::Tensor& from, std::size_t first, std::size_t count, nn::Tensor& to) {
  to.resize(count, from.shape());
  const std::size_t size = from.shape().size();
  std::ranges::copy(from.values().subspan(first * size, count * size), to.values().begin());
}

void copy_rows(const nn::Tensor& from, Matrix& to, std::size_t first) {
  std::ranges::copy(from.values(), to.data() + first * from.shape().size());
}

Prediction predict_by_network(const nn::Network& network, const Standardisation& standardisation,
                              const nn::Tensor& samples, bool multi_label, const Workers& workers) {
  const std::size_t count = samples.samples();
  const auto rows = static_cast<Eigen::Index>(count);
  nn::Inference inference(network, {kLogitsLayer, kEmbeddingLayer});
  Prediction result{.scores = Matrix(rows, network.output_shape().channels),
                    .embeddings = Matrix(rows, kEmbeddingSize)};
  nn::Tensor batch;
  for (std::size_t first = 0; first < count; first += kBatch) {
    copy_samples(samples, first, std::min(kBatch, count - first), batch);
    standardisation.apply(batch.values());
    const std::span<nn::Tensor> outputs = inference.run(batch, workers);
    if (!multi_label) nn::log_softmax(outputs[0]);
    copy_rows(outputs[0], result.scores, first);
    copy_rows(outputs[1], result.embeddings, first);
  }
  return result;
}

/// Of probabilities that stand each for itself.
Matrix logits_of(const Matrix& log_probabilities) {
  return log_probabilities.unaryExpr([](float log_probability) {
    const double log_p = static_cast<double>(log_probability);
    return static_cast<float>(std::clamp(log_p - std::log(-std::expm1(log_p)), -kSurest, kSurest));
  });
}

Prediction predict_by_vectors(const classic::VectorModel& model, const Standardisation& standardisation,
                              const nn::Tensor& samples, bool multi_label) {
  Prediction result;
  const auto rows = static_cast<Eigen::Index>(samples.samples());
  result.embeddings = Eigen::Map<const Matrix>(samples.values().data(), rows,
                                               static_cast<Eigen::Index>(samples.shape().size()));
  Matrix vectors = result.embeddings;
  standardisation.apply({vectors.data(), static_cast<std::size_t>(vectors.size())});
  result.scores = model.log_probabilities(vectors);
  if (multi_label) result.scores = logits_of(result.scores);
  return result;
}

NamedTensor vector_tensor(const char* name, const std::vector<float>& values) {
  return {.name = name, .shape = {static_cast<std::int64_t>(values.size())}, .values = values};
}

std::vector<float> take_vector(std::vector<NamedTensor>& state, const char* name, int size) {
  const auto place = std::ranges::find(state, name, &NamedTensor::name);
  if (place == state.end()) {
    throw Error(ErrorKind::kFormat, std::string("tensor ") + name + " is missing", "train it again");
  }
  if (place->shape != std::vector<std::int64_t>{size}) {
    throw Error(ErrorKind::kFormat, std::string("tensor ") + name + " has another shape than the features",
                "train it again");
  }
  std::vector<float> values = std::move(place->values);
  state.erase(place);
  return values;
}

/// Asked before the network is built: its size must be that of the file, not what some text says.
void require_outputs(const std::vector<NamedTensor>& state, std::size_t genres) {
  const std::string name = std::string(kLogitsLayer) + ".bias";
  const auto place = std::ranges::find(state, name, &NamedTensor::name);
  if (place != state.end() && place->values.size() == genres) return;
  throw Error(ErrorKind::kFormat, name + " is not of one number a genre", "train it again");
}

/// Its root would be no number, which the next ReLU makes 0: the answers would be wrong, not missing.
void require_variances(const std::vector<NamedTensor>& state) {
  for (const NamedTensor& tensor : state) {
    const bool sound = std::ranges::all_of(tensor.values, [](float value) { return value >= 0; });
    if (sound || !tensor.name.ends_with(".moving_variance")) continue;
    throw Error(ErrorKind::kFormat, tensor.name + " is negative", "train it again");
  }
}

Member::Model load_model(const MemberDesign& design, std::vector<NamedTensor> state, std::size_t genres,
                         bool multi_label) {
  if (!is_network(design.architecture)) {
    const auto load = multi_label ? classic::load_label_model : classic::load_model;
    return load(classic_method(design.architecture), std::move(state), design.shape.size(), genres);
  }
  require_outputs(state, genres);
  require_variances(state);
  nn::Network network = build_network(design.architecture, design.shape, genres, design.network, Rng(0));
  network.load_state(state);
  return network;
}

}  // namespace

Prediction Member::predict(const nn::Tensor& samples, bool multi_label, const Workers& workers) const {
  require_shape(samples.shape(), design_);
  const nn::Network* net = network();
  Prediction result = net != nullptr
                          ? predict_by_network(*net, standardisation_, samples, multi_label, workers)
                          : predict_by_vectors(*std::get<1>(model_), standardisation_, samples, multi_label);
  require_finite(result);
  return result;
}

std::vector<NamedTensor> Member::state() const {
  std::vector<NamedTensor> all = {vector_tensor(kMeanName, standardisation_.mean),
                                  vector_tensor(kScaleName, standardisation_.scale)};
  const nn::Network* net = network();
  for (NamedTensor& tensor : net != nullptr ? net->state() : std::get<1>(model_)->state()) {
    all.push_back(std::move(tensor));
  }
  return all;
}

Member load_member(const MemberDesign& design, std::vector<NamedTensor> state, std::size_t genres,
                   bool multi_label) {
  Standardisation standardisation{.mean = take_vector(state, kMeanName, design.shape.width),
                                  .scale = take_vector(state, kScaleName, design.shape.width)};
  Member member(design, std::move(standardisation),
                load_model(design, std::move(state), genres, multi_label));
  // Damaged weights seldom stand this.
  member.predict(nn::Tensor(1, design.shape), multi_label, Workers(1));
  return member;
}

}  // namespace mrec::genre
