#include "mrec/genre/network_trainer.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <span>
#include <string>
#include <utility>

#include "genre/batch_loader.h"
#include "genre/class_weights.h"
#include "genre/epoch_sums.h"
#include "mrec/core/error.h"
#include "mrec/core/interrupt.h"
#include "mrec/core/rng.h"
#include "mrec/genre/classifier.h"
#include "mrec/genre/continuation.h"
#include "mrec/nn/adam.h"
#include "mrec/nn/inference.h"
#include "mrec/nn/learning_rate.h"
#include "mrec/nn/loss.h"

namespace mrec::genre {
namespace {

/// One stream of random numbers a purpose and epoch, so that changing one use does not shift the others and a
/// training can be taken up at any epoch.
constexpr std::uint64_t kWeightStream = 1;
constexpr std::uint64_t kDropoutStream = 2;
constexpr std::uint64_t kShuffleStream = 3;
constexpr std::uint64_t kStreamsOfARun = 16;

Rng make_rng(const TrainOptions& options, std::uint64_t stream, int epoch = 0) {
  return Rng(options.seed, (static_cast<std::uint64_t>(epoch) << 32) + options.run * kStreamsOfARun + stream);
}

std::vector<std::size_t> rows_of(const Dataset& dataset, std::span<const std::size_t> tracks) {
  std::vector<std::size_t> rows;
  for (const std::size_t track : tracks) rows.push_back(dataset.tracks[track].row);
  return rows;
}

Standardisation choose_standardisation(const Dataset& dataset, const Partition& partition, TrackInput input,
                                       const TrainOptions& options) {
  if (options.from != nullptr) return options.from->standardisation();
  const SampleTable& table = dataset.table(input);
  if (options.standardise) return Standardisation::fit(table, rows_of(dataset, partition.train));
  return Standardisation::none(static_cast<std::size_t>(table.shape().width));
}

/// More steps than it takes to forget how running statistics began: those of a network that has learnt count.
constexpr int kStepsBefore = 100'000;

int steps_before(const TrainOptions& options) {
  return options.from == nullptr ? 0 : kStepsBefore;
}

/// Before the first step of a training.
nn::Network first_network(Architecture architecture, nn::SampleShape input, std::size_t genres,
                          const TrainOptions& options) {
  nn::Network network =
      build_network(architecture, input, genres, options.network, make_rng(options, kWeightStream));
  if (options.from != nullptr) {
    network.load_state(widened_state(*options.from->network(), network));
    network.resume_at(kStepsBefore);
  }
  return network;
}

nn::AdamOptions adam_options(const TrainOptions& options) {
  return {.learning_rate = static_cast<float>(options.learning_rate),
          .weight_decay = static_cast<float>(options.weight_decay)};
}

/// The epoch with the lowest validation loss.
struct BestEpoch {
  int epoch = 0;  ///< 0: none yet
  double loss = std::numeric_limits<double>::infinity();
};

BestEpoch best_of(const std::vector<EpochReport>& history) {
  BestEpoch best;
  for (const EpochReport& report : history) {
    if (report.best) best = {.epoch = report.epoch, .loss = report.validation->loss};
  }
  return best;
}

/// One training, from first weights to last.
class Training {
 public:
  Training(const Dataset& dataset, const Partition& partition, const MemberDesign& design,
           const TrainOptions& options, const Workers& workers, TrainingJournal& journal)
      : dataset_(dataset),
        partition_(partition),
        design_(design),
        options_(options),
        workers_(workers),
        journal_(journal),
        standardisation_(choose_standardisation(dataset, partition, design.input, options)),
        loader_(dataset, design.input, standardisation_),
        network_(first_network(design.architecture, loader_.table().shape(), dataset.genres.size(), options)),
        adam_(adam_options(options)) {
    if (!options.balance) return;
    class_weights_ = dataset.multi_label ? positive_weights<float>(dataset, partition.train)
                                         : balanced_weights<float>(dataset, partition.train);
  }

  TrainedNetwork run(const EpochListener& listener);

 private:
  void take_up(TrainingState state);
  bool is_over() const;
  void run_epoch(int epoch);
  Fit train_epoch(int epoch);
  Fit validate();
  float learn(std::span<const Draw> draws, Rng& dropout_rng);
  float loss(const nn::Tensor& logits);
  double batch_weight() const;
  std::size_t hits(const nn::Tensor& logits) const;
  bool keeps_best() const { return options_.patience > 0 && !partition_.validation.empty(); }
  void take_rate(std::size_t step, std::size_t steps_of_an_epoch);
  TrainedNetwork result();

  const Dataset& dataset_;
  const Partition& partition_;
  MemberDesign design_;
  const TrainOptions& options_;
  const Workers& workers_;
  TrainingJournal& journal_;
  Standardisation standardisation_;
  BatchLoader loader_;
  nn::Network network_;
  nn::Inference inference_{network_, {kLogitsLayer}};
  nn::Adam adam_;
  std::vector<float> class_weights_;  ///< of several genres a track: of those that have each
  Batch batch_;
  nn::Tensor d_logits_;
  TrainingState state_;  ///< after the last epoch that is done
  bool interrupted_ = false;
};

float Training::loss(const nn::Tensor& logits) {
  if (dataset_.multi_label)
    return nn::sigmoid_cross_entropy(logits, batch_.targets, d_logits_, class_weights_);
  return nn::softmax_cross_entropy(logits, batch_.labels, d_logits_, class_weights_);
}

/// Of the samples that loss() is the mean of: each counts one unless their genres weigh.
double Training::batch_weight() const {
  if (dataset_.multi_label || class_weights_.empty()) return static_cast<double>(batch_.labels.size());
  double sum = 0;
  for (const int label : batch_.labels) sum += class_weights_[static_cast<std::size_t>(label)];
  return sum;
}

std::size_t Training::hits(const nn::Tensor& logits) const {
  std::size_t count = 0;
  for (std::size_t i = 0; i < logits.samples(); ++i) {
    count += batch_.targets.sample(i)[most_probable(logits.sample(i))] > 0 ? 1 : 0;
  }
  return count;
}

void Training::take_rate(std::size_t step, std::size_t steps_of_an_epoch) {
  if (options_.schedule == Schedule::kConstant) return;
  const auto of_an_epoch = static_cast<std::int64_t>(steps_of_an_epoch);
  const nn::RateSchedule schedule{.shape = nn::RateShape::kCosine,
                                  .peak = options_.learning_rate,
                                  .warm_up_steps = of_an_epoch,
                                  .steps = of_an_epoch * options_.epochs};
  adam_.set_learning_rate(static_cast<float>(nn::rate_at(schedule, static_cast<std::int64_t>(step))));
}

Fit Training::train_epoch(int epoch) {
  FitSum sum;
  Rng shuffle_rng = make_rng(options_, kShuffleStream, epoch);
  Rng dropout_rng = make_rng(options_, kDropoutStream, epoch);
  std::vector<Draw> draws = loader_.draw(partition_.train, options_.crops, shuffle_rng);
  shuffle_rng.shuffle(std::span(draws));
  const auto batch_size = static_cast<std::size_t>(options_.batch);
  const std::size_t steps = steps_of_epoch(draws.size(), batch_size);
  for (std::size_t step = 0; step < steps; ++step) {
    const std::size_t first = step * batch_size;
    const std::size_t count = step + 1 < steps ? batch_size : draws.size() - first;
    loader_.load(std::span(draws).subspan(first, count), batch_, workers_);
    take_rate(static_cast<std::size_t>(epoch - 1) * steps + step, steps);
    const nn::Tensor& logits = network_.train(batch_.inputs, dropout_rng, workers_);
    sum.add(loss(logits), batch_weight(), hits(logits), batch_.labels.size());
    network_.backward(batch_.inputs, d_logits_, workers_);
    adam_.step(network_.parameters());
    journal_.follow({.epoch = epoch,
                     .epochs = options_.epochs,
                     .batch = step + 1,
                     .batches = steps,
                     .running = sum.mean()});
  }
  return sum.mean();
}

Fit Training::validate() {
  FitSum sum;
  TrackHits tracks(dataset_);
  const std::vector<Draw> draws = loader_.examine(partition_.validation);
  const auto batch_size = static_cast<std::size_t>(options_.batch);
  for (std::size_t first = 0; first < draws.size(); first += batch_size) {
    loader_.load(std::span(draws).subspan(first, std::min(batch_size, draws.size() - first)), batch_,
                 workers_);
    nn::Tensor& logits = inference_.run(batch_.inputs, workers_)[0];
    sum.add(loss(logits), batch_weight(), 0, batch_.labels.size());
    if (!dataset_.multi_label) nn::log_softmax(logits);
    for (std::size_t i = 0; i < batch_.tracks.size(); ++i) tracks.add(batch_.tracks[i], logits.sample(i));
  }
  return {.loss = sum.mean().loss, .accuracy = tracks.share()};
}

void Training::run_epoch(int epoch) {
  EpochReport report{
      .epoch = epoch, .epochs = options_.epochs, .train = train_epoch(epoch), .validation = {}};
  if (!partition_.validation.empty()) report.validation = validate();
  report.best = report.validation && report.validation->loss < best_of(state_.history).loss;
  state_.network = network_.state();
  state_.adam = adam_.state();
  if (report.best) state_.best = state_.network;
  state_.history.push_back(report);
}

void Training::take_up(TrainingState state) {
  if (!state.best.empty()) network_.load_state(state.best);  // only to see that it fits
  network_.load_state(state.network);
  adam_.load_state(state.adam, network_.parameters());
  network_.resume_at(steps_before(options_) + adam_.steps());
  state_ = std::move(state);
}

bool Training::is_over() const {
  const int done = static_cast<int>(state_.history.size());
  const int best = best_of(state_.history).epoch;
  return done >= options_.epochs || (keeps_best() && best > 0 && done - best >= options_.patience);
}

TrainedNetwork Training::run(const EpochListener& listener) {
  if (std::optional<TrainingState> state = journal_.recall()) take_up(*std::move(state));
  try {
    while (!is_over()) {
      run_epoch(static_cast<int>(state_.history.size()) + 1);
      journal_.keep(state_);
      if (listener) listener(state_.history.back());
    }
  } catch (const Interrupted&) {
    if (state_.history.empty()) throw;
    interrupted_ = true;
  }
  return result();
}

TrainedNetwork Training::result() {
  int kept = state_.history.back().epoch;
  if ((keeps_best() || interrupted_) && !state_.best.empty()) {
    network_.load_state(state_.best);
    kept = best_of(state_.history).epoch;
  } else if (interrupted_) {
    network_.load_state(state_.network);  // amid an epoch the weights are of no epoch
  }
  design_.shape = loader_.table().shape();
  design_.network = options_.network;
  design_.learning_rate =
      options_.from == nullptr ? options_.learning_rate : options_.from->design().learning_rate;
  return {.member = Member(design_, std::move(standardisation_), std::move(network_)),
          .history = std::move(state_.history),
          .kept_epoch = kept,
          .interrupted = interrupted_};
}

/// Of the rate that suits first weights (docs/evaluation.md).
constexpr double kContinuedRate = 0.5;

void require(bool holds, const char* option, const char* allowed) {
  if (!holds) throw Error(ErrorKind::kUsage, option, "is out of range", allowed);
}

}  // namespace

void TrainOptions::validate() const {
  require(epochs >= 1, "--epochs", "give at least 1");
  require(batch >= 2, "--batch", "give at least 2");
  require(learning_rate > 0 && learning_rate <= 1, "--learning-rate", "give a number above 0, such as 0.001");
  require(weight_decay >= 0 && weight_decay <= 1, "--weight-decay",
          "give a number from 0 to 1, such as 0.05");
  require(patience >= 0, "--patience", "give 0 (never stop early) or more");
  require(crops >= 1 && crops <= 10000, "--crops", "give 1 to 10000");
  require(network.dropout >= 0 && network.dropout < 1, "--dropout", "give a share from 0 up to 1");
}

TrainOptions default_train_options(Architecture architecture) {
  TrainOptions options;
  if (architecture == Architecture::kCnn3) {
    options.epochs = 20;
    options.learning_rate = 2e-3;
    options.schedule = Schedule::kCosine;
    options.weight_decay = 0.05;
    options.patience = 0;
  }
  return options;
}

TrainOptions continued_train_options(const Member& from) {
  TrainOptions options = default_train_options(from.design().architecture);
  options.learning_rate = kContinuedRate * from.design().learning_rate.value_or(options.learning_rate);
  options.network = from.design().network;
  options.from = &from;
  return options;
}

TrainOptions train_preset(std::string_view name) {
  if (name != "course" && name != "paper") {
    throw Error(ErrorKind::kUsage, "--preset " + std::string(name), "is not known", "use course or paper");
  }
  TrainOptions options;
  options.standardise = false;
  options.learning_rate = 1e-4;
  options.patience = 0;
  options.network.debiased_norm = false;
  if (name == "paper") options.network.third_pool = 3;
  return options;
}

TrainedNetwork train_network(const Dataset& dataset, const Partition& partition, const MemberDesign& design,
                             const TrainOptions& options, const Workers& workers,
                             const EpochListener& listener, TrainingJournal* journal) {
  assert(is_network(design.architecture));
  options.validate();
  TrainingJournal forgetful;
  return Training(dataset, partition, design, options, workers, journal == nullptr ? forgetful : *journal)
      .run(listener);
}

}  // namespace mrec::genre
