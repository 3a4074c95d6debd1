#include "mrec/genre/trainer.h"

#include <algorithm>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/rng.h"
#include "mrec/nn/adam.h"
#include "mrec/nn/loss.h"

namespace mrec::genre {
namespace {

/// One stream of random numbers a purpose, so that changing one use does not shift the others.
constexpr std::uint64_t kWeightStream = 1;
constexpr std::uint64_t kDropoutStream = 2;
constexpr std::uint64_t kShuffleStream = 3;
constexpr std::uint64_t kStreamsOfARun = 16;

Rng make_rng(const TrainOptions& options, std::uint64_t stream) {
  return Rng(options.seed, options.run * kStreamsOfARun + stream);
}

struct Batch {
  nn::Tensor inputs;
  std::vector<int> labels;
};

std::size_t hits(const nn::Tensor& logits, std::span<const int> labels) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    count += most_probable(logits.sample(i)) == static_cast<std::size_t>(labels[i]) ? 1 : 0;
  }
  return count;
}

/// Means over chunks, from sums over batches.
class FitSum {
 public:
  void add(double mean_loss, std::size_t batch_hits, std::size_t count) {
    loss_ += mean_loss * static_cast<double>(count);
    hits_ += batch_hits;
    count_ += count;
  }
  Fit mean() const {
    const auto n = static_cast<double>(std::max<std::size_t>(count_, 1));
    return {.loss = loss_ / n, .accuracy = static_cast<double>(hits_) / n};
  }

 private:
  double loss_ = 0;
  std::size_t hits_ = 0;
  std::size_t count_ = 0;
};

/// One training, from first weights to last.
class Training {
 public:
  Training(const Dataset& dataset, const Partition& partition, const TrainOptions& options,
           const Workers& workers);

  Classifier run(const EpochListener& listener);

 private:
  Fit train_epoch();
  Fit validate();
  void load_batch(std::span<const std::size_t> chunks);

  const Dataset& dataset_;
  const Partition& partition_;
  const TrainOptions& options_;
  const Workers& workers_;
  Standardisation standardisation_;
  nn::Network network_;
  nn::Adam adam_;
  Rng shuffle_rng_;
  Rng dropout_rng_;
  std::vector<std::size_t> order_;
  std::vector<int> label_of_chunk_;
  Batch batch_;
  nn::Tensor d_logits_;
};

Standardisation choose_standardisation(const Dataset& dataset, const Partition& partition, bool standardise) {
  if (standardise) return Standardisation::fit(dataset.chunks, partition.train);
  return Standardisation::none(static_cast<std::size_t>(dataset.chunks.shape().width));
}

Training::Training(const Dataset& dataset, const Partition& partition, const TrainOptions& options,
                   const Workers& workers)
    : dataset_(dataset),
      partition_(partition),
      options_(options),
      workers_(workers),
      standardisation_(choose_standardisation(dataset, partition, options.standardise)),
      network_(build_cnn3(dataset.chunks.shape(), dataset.genres.size(), options.cnn3,
                          make_rng(options, kWeightStream))),
      adam_({.learning_rate = static_cast<float>(options.learning_rate)}),
      shuffle_rng_(make_rng(options, kShuffleStream)),
      dropout_rng_(make_rng(options, kDropoutStream)),
      order_(partition.train),
      label_of_chunk_(dataset.genre_of_chunk()) {}

void Training::load_batch(std::span<const std::size_t> chunks) {
  throw_if_interrupted();
  batch_.inputs.resize(chunks.size(), dataset_.chunks.shape());
  batch_.labels.clear();
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    std::ranges::copy(dataset_.chunks.sample(chunks[i]), batch_.inputs.sample(i).begin());
    batch_.labels.push_back(label_of_chunk_[chunks[i]]);
  }
  standardisation_.apply(batch_.inputs);
}

Fit Training::train_epoch() {
  FitSum sum;
  shuffle_rng_.shuffle(std::span(order_));
  const auto batch_size = static_cast<std::size_t>(options_.batch);
  for (std::size_t first = 0; first < order_.size(); first += batch_size) {
    load_batch(std::span(order_).subspan(first, std::min(batch_size, order_.size() - first)));
    const nn::Tensor& logits = network_.train(batch_.inputs, dropout_rng_, workers_);
    const double loss = nn::softmax_cross_entropy(logits, batch_.labels, d_logits_);
    sum.add(loss, hits(logits, batch_.labels), batch_.labels.size());
    network_.backward(batch_.inputs, d_logits_, workers_);
    adam_.step(network_.parameters());
  }
  return sum.mean();
}

Fit Training::validate() {
  FitSum sum;
  const std::span<const std::size_t> chunks = partition_.validation;
  const auto batch_size = static_cast<std::size_t>(options_.batch);
  for (std::size_t first = 0; first < chunks.size(); first += batch_size) {
    load_batch(chunks.subspan(first, std::min(batch_size, chunks.size() - first)));
    const auto outputs = network_.infer(batch_.inputs, {kCnn3LogitsLayer}, workers_);
    const double loss = nn::softmax_cross_entropy(outputs[0], batch_.labels, d_logits_);
    sum.add(loss, hits(outputs[0], batch_.labels), batch_.labels.size());
  }
  return sum.mean();
}

Classifier Training::run(const EpochListener& listener) {
  double best_loss = std::numeric_limits<double>::infinity();
  int best_epoch = 0;
  std::vector<NamedTensor> best_state;
  for (int epoch = 1; epoch <= options_.epochs; ++epoch) {
    EpochReport report{.epoch = epoch, .epochs = options_.epochs, .train = train_epoch(), .validation = {}};
    if (!partition_.validation.empty()) report.validation = validate();
    report.best = report.validation && report.validation->loss < best_loss;
    if (report.best) {
      best_loss = report.validation->loss;
      best_epoch = epoch;
      if (options_.patience > 0) best_state = network_.state();
    }
    if (listener) listener(report);
    if (options_.patience > 0 && best_epoch > 0 && epoch - best_epoch >= options_.patience) break;
  }
  if (!best_state.empty()) network_.load_state(best_state);
  ClassifierDesign design{.features = dataset_.options,
                          .input = dataset_.chunks.shape(),
                          .genres = dataset_.genres,
                          .cnn3 = options_.cnn3};
  return {std::move(design), std::move(standardisation_), std::move(network_)};
}

void require(bool holds, const char* option, const char* allowed) {
  if (!holds) throw Error(ErrorKind::kUsage, option, "is out of range", allowed);
}

}  // namespace

void TrainOptions::validate() const {
  require(epochs >= 1, "--epochs", "give at least 1");
  require(batch >= 2, "--batch", "give at least 2");
  require(learning_rate > 0 && learning_rate <= 1, "--learning-rate", "give a number above 0, such as 0.001");
  require(patience >= 0, "--patience", "give 0 (never stop early) or more");
  require(cnn3.dropout >= 0 && cnn3.dropout < 1, "--dropout", "give a share from 0 up to 1");
}

TrainOptions train_preset(std::string_view name) {
  TrainOptions options;
  if (name == "default") return options;
  if (name != "course" && name != "paper") {
    throw Error(ErrorKind::kUsage, "--preset " + std::string(name), "is not known",
                "use default, course or paper");
  }
  options.standardise = false;
  options.learning_rate = 1e-4;
  options.patience = 0;
  options.cnn3.debiased_norm = false;
  if (name == "paper") options.cnn3.third_pool = 3;
  return options;
}

Classifier train_classifier(const Dataset& dataset, const Partition& partition, const TrainOptions& options,
                            const Workers& workers, const EpochListener& listener) {
  options.validate();
  return Training(dataset, partition, options, workers).run(listener);
}

}  // namespace mrec::genre
